import type { Engine } from './engine';
import { type FileSystem, mountEngine } from './vexfs/mount';

/** VexFS as a file system in user space; its program mounts with the source `vexfs`. */
export const fuseSystem: FileSystem = {
  name: 'vexfs-fuse',
  title: 'VexFS FUSE',
  mark: { colour: '#009E73', symbol: 'triangle-right' },
  isMount: ({ type, source }) => type === 'fuse.vexfs' || (/^fuse(\.|$)/.test(type) && source === 'vexfs'),
  expected: 'a FUSE mount from vexfs',
  remedy: 'mount it (vexfs_fuse FOLDER, which takes /dev/fuse and the right to mount) and set VEXFS_MOUNT=FOLDER',
};

export const engine: Engine = mountEngine(fuseSystem);
