/** The k nearest rows seen so far. Order: by distance, then by row; so the outcome does not depend on who came first. */
export class TopK {
  /** A max-heap: the farthest kept row is at 0. */
  private readonly rows: Uint32Array;
  private readonly distances: Float64Array;
  private size = 0;

  constructor(readonly k: number) {
    this.rows = new Uint32Array(k);
    this.distances = new Float64Array(k);
  }

  /** Distance of the farthest kept row; Infinity while there are fewer than k. A row farther than this cannot enter. */
  get limit(): number {
    return this.size < this.k ? Infinity : (this.distances[0] as number);
  }

  /** Keeps the row if it is among the k nearest so far, and says whether it is. Every row is offered at most once. */
  offer(row: number, distance: number): boolean {
    if (this.size < this.k) {
      this.up(this.size++, row, distance);
      return true;
    }
    if (!this.before(row, distance, 0)) return false;
    this.down(0, row, distance);
    return true;
  }

  /** Writes the kept rows nearest first from `at` on, returns how many, and starts over. */
  drain(rows: Uint32Array, distances: Float64Array, at: number): number {
    const count = this.size;
    for (let end = count - 1; end >= 0; end--) {
      rows[at + end] = this.rows[0] as number;
      distances[at + end] = this.distances[0] as number;
      this.size = end;
      if (end > 0) this.down(0, this.rows[end] as number, this.distances[end] as number);
    }
    return count;
  }

  private before(row: number, distance: number, slot: number): boolean {
    const other = this.distances[slot] as number;
    return distance < other || (distance === other && row < (this.rows[slot] as number));
  }

  private up(start: number, row: number, distance: number): void {
    let slot = start;
    while (slot > 0) {
      const parent = (slot - 1) >> 1;
      if (!this.after(row, distance, parent)) break;
      this.move(parent, slot);
      slot = parent;
    }
    this.rows[slot] = row;
    this.distances[slot] = distance;
  }

  private down(start: number, row: number, distance: number): void {
    let slot = start;
    for (;;) {
      let child = 2 * slot + 1;
      if (child >= this.size) break;
      if (
        child + 1 < this.size &&
        this.after(this.rows[child + 1] as number, this.distances[child + 1] as number, child)
      )
        child++;
      if (!this.before(row, distance, child)) break;
      this.move(child, slot);
      slot = child;
    }
    this.rows[slot] = row;
    this.distances[slot] = distance;
  }

  private after(row: number, distance: number, slot: number): boolean {
    const other = this.distances[slot] as number;
    return distance > other || (distance === other && row > (this.rows[slot] as number));
  }

  private move(from: number, to: number): void {
    this.rows[to] = this.rows[from] as number;
    this.distances[to] = this.distances[from] as number;
  }
}
