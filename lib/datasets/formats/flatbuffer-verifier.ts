/** What a table's field holds; `undefined` members of a shape are not looked at. */
export type Field =
  | { readonly kind: 'scalar'; readonly bytes: number }
  | { readonly kind: 'string' }
  /** A vector of scalars or structs of so many bytes. */
  | { readonly kind: 'vector'; readonly bytes: number }
  | { readonly kind: 'table'; readonly shape: () => Shape }
  | { readonly kind: 'tables'; readonly shape: () => Shape }
  /** A table whose shape hangs on the byte in the field before. */
  | { readonly kind: 'union'; readonly shapes: (tag: number) => Shape };

/** The fields of a table by their number in its schema. */
export type Shape = readonly (Field | undefined)[];

/**
 * Checks that a FlatBuffer stays inside its bytes before anything follows its offsets and counts: the library's
 * reader trusts them, and a flipped bit can send it through billions of entries. As the C++ Verifier of
 * https://flatbuffers.dev does. Throws RangeError.
 */
export class FlatbufferVerifier {
  readonly #view: DataView;
  /** Shared tables may be visited again and again: no honest buffer has more tables than bytes. */
  #budget: number;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#budget = bytes.byteLength;
  }

  /** Checks the table that the buffer begins with; gives back its position. */
  root(shape: Shape): number {
    return this.#table(this.#reference(0), shape);
  }

  /** Position of a field of a checked table; 0 where the table leaves it out. */
  field(table: number, index: number): number {
    const vtable = table - this.#view.getInt32(table, true);
    const entry = 4 + 2 * index;
    if (entry >= this.#view.getUint16(vtable, true)) return 0;
    const offset = this.#view.getUint16(vtable + entry, true);
    return offset === 0 ? 0 : table + offset;
  }

  /** Position and length of a checked vector, or of a table in a field (then without meaning for length). */
  vector(at: number): { readonly start: number; readonly length: number } {
    const start = this.#reference(at);
    return { start: start + 4, length: this.#view.getUint32(start, true) };
  }

  /** Position of the table that a checked field refers to. */
  reference(at: number): number {
    return this.#reference(at);
  }

  #inside(at: number, bytes: number): void {
    if (at < 0 || at + bytes > this.#view.byteLength) throw new RangeError(`offset ${at} is outside of its block`);
  }

  #reference(at: number): number {
    this.#inside(at, 4);
    const to = at + this.#view.getUint32(at, true);
    this.#inside(to, 4);
    return to;
  }

  #table(at: number, shape: Shape): number {
    if (--this.#budget < 0) throw new RangeError('its tables refer to each other without end');
    this.#inside(at, 4);
    const vtable = at - this.#view.getInt32(at, true);
    this.#inside(vtable, 4);
    const entries = this.#view.getUint16(vtable, true);
    const size = this.#view.getUint16(vtable + 2, true);
    this.#inside(vtable, Math.max(4, entries));
    this.#inside(at, size);
    shape.forEach((field, index) => {
      const position = this.field(at, index);
      if (field && position > 0) this.#field(field, at, index, position, at + size);
    });
    return at;
  }

  #field(field: Field, table: number, index: number, at: number, end: number): void {
    const bytes = field.kind === 'scalar' ? field.bytes : 4;
    if (at + bytes > end) throw new RangeError(`field ${index} of the table at ${table} is outside of it`);
    if (field.kind === 'table') this.#table(this.#reference(at), field.shape());
    else if (field.kind === 'union') {
      const tagAt = this.field(table, index - 1);
      this.#table(this.#reference(at), field.shapes(tagAt > 0 ? this.#view.getUint8(tagAt) : 0));
    } else if (field.kind !== 'scalar') {
      const { start, length } = this.vector(at);
      const each = field.kind === 'string' ? 1 : field.kind === 'vector' ? field.bytes : 4;
      this.#inside(start, length * each);
      if (field.kind !== 'tables') return;
      for (let i = 0; i < length; i++) this.#table(this.#reference(start + 4 * i), field.shape());
    }
  }
}
