// Written by generate-index.mjs; do not edit.
import { engine as chroma } from './chroma';
import { engine as exact } from './exact';
import { engine as hnswlib } from './hnswlib';
import type { Engine } from './engine';

/** Every engine that the lab knows, by file name. */
export const engines: readonly Engine[] = [chroma, exact, hnswlib];
