import type { StoredRun } from 'vexlab/dist/results/run-store';
import type { Record } from 'vexlab/dist/results/record';

/** A stored run around known records, on a machine that never was. */
export function storedRun(records: Record[], more: Partial<StoredRun> = {}): StoredRun {
  return {
    dir: '/somewhere/results/2026-01-02T03-04-05-aaaa',
    manifest: {
      version: 1,
      run: '2026-01-02T03-04-05-aaaa',
      sweep: {
        datasets: ['sift-photos', 'wordnet-minilm'],
        scales: ['small'],
        engines: ['hnsw', 'server', 'exact', 'kernelfs'],
        k: [10],
        ef: [16, 32, 64, 128, 256],
        m: 16,
        efConstruction: 200,
        clients: [1, 4],
        requests: 1000,
        minMs: 0,
        warmup: 100,
        repetitions: 5,
        builds: 5,
        seed: 1,
      },
      planId: '0011223344556677',
      cells: records.length,
      machine: {
        id: '3fa98c0d12e4b567',
        cpu: {
          model: 'Example CPU 9000',
          cores: 8,
          physicalCores: 4,
          flags: 'sse2 avx avx2 fma',
          governor: 'performance',
        },
        memoryBytes: 16 * 2 ** 30,
        os: { platform: 'linux', architecture: 'x64', name: 'Debian GNU/Linux 12', kernel: '6.1.0' },
        storage: { fileSystem: 'ext4', device: '/dev/vda1', mount: '/' },
        virtual: ['KVM'],
      },
      versions: { node: '20.20.2', 'hnswlib-node': '3.0.0' },
      commit: '0123abc',
      createdAt: '2026-01-02T03:04:05.000Z',
      state: 'finished',
    },
    records,
    superseded: [],
    damaged: 0,
    damage: [],
    ...more,
  };
}
