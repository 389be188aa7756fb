import type { Storage } from '../measure/storage';

/** A file system and what it lies on: two of one kind are told apart by that. */
export const storageText = (storage: Pick<Storage, 'fileSystem' | 'device'> | undefined): string =>
  storage ? `${storage.fileSystem} on ${storage.device}` : 'storage not known';
