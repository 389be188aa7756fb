import { pythonPackages } from '../install/python-packages';

export const edgeVersion = '0.9.0';

/** It needs no other package. */
export const packages = pythonPackages('qdrant-edge', {
  what: `qdrant-edge-py ${edgeVersion}, from PyPI, 14 MB`,
  requirements: [`qdrant-edge-py==${edgeVersion}`],
});
