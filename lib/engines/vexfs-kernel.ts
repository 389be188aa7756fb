import type { Engine } from './engine';
import { type FileSystem, mountEngine } from './vexfs/mount';

/** VexFS as a kernel module. Its revisions register as `vexfs`, `vexfs_fixed`, `vexfs_v2` and `vexfs_v2_b62`. */
export const kernelSystem: FileSystem = {
  name: 'vexfs-kernel',
  title: 'VexFS kernel',
  mark: { colour: '#009E73', symbol: 'triangle-left' },
  isMount: ({ type }) => /^vexfs(_|$)/.test(type),
  expected: 'a mount of type vexfs',
  remedy:
    'load the module on a machine that may crash (its own README calls it unstable), mount it with type vexfs and set VEXFS_MOUNT=FOLDER',
};

export const engine: Engine = mountEngine(kernelSystem);
