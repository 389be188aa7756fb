/** For each item those with the same key, itself among them. */
export function groupBy<Item>(items: readonly Item[], key: (item: Item) => string): Map<Item, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return new Map(items.map((item) => [item, groups.get(key(item)) as Item[]]));
}
