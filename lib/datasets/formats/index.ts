import { arrow } from './arrow';
import { bvecs } from './bvecs';
import { csv } from './csv';
import type { Format } from './format';
import { fvecs } from './fvecs';
import { glove } from './glove';
import { hdf5 } from './hdf5';
import { npy } from './npy';
import { parquet } from './parquet';

/** Every format that vectors are read from; a new one is its file and its line here. */
export const formats: readonly Format[] = [arrow, bvecs, csv, fvecs, glove, hdf5, npy, parquet];
