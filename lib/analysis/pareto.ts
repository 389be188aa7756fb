/** The items that no other one beats in both coordinates (larger is better in both), by ascending x. */
export function paretoFront<T>(items: readonly T[], x: (item: T) => number, y: (item: T) => number): T[] {
  const falling = [...items].sort((a, b) => x(b) - x(a) || y(b) - y(a));
  const front: T[] = [];
  let best = -Infinity;
  for (const item of falling) {
    if (!(y(item) > best)) continue;
    front.push(item);
    best = y(item);
  }
  return front.reverse();
}
