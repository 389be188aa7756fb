const prefix = '00000000-0000-0000-0000-';

/** Weaviate's ids are UUIDs: the dataset's id is the last twelve digits. */
export const uuidOf = (id: number): string => prefix + id.toString(16).padStart(12, '0');

export const idOf = (uuid: string): number => Number.parseInt(uuid.slice(prefix.length), 16);
