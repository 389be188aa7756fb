import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'undici';
import { LabError } from '../base/lab-error';
import { monotonicClock } from '../measure/clock';
import { arrivalTimes } from '../workload/loops/arrivals';
import { closedLoop, type LoopAnswers } from '../workload/loops/closed-loop';
import { coordinatedOmission } from '../workload/checks/coordinated-omission';
import { startReferenceServer } from '../workload/load/reference-server';
import { openLoop } from '../workload/loops/open-loop';

export interface StallAsked {
  /** What the server takes for a request, and how long it stands still, once. */
  readonly serviceMs: number;
  readonly stallMs: number;
  /** Requests a second of the open loop, and how long each loop asks. */
  readonly rate: number;
  readonly seconds: number;
}

/** What one loop saw of the server that stood still. */
export interface StallSeen {
  readonly loop: string;
  readonly requests: number;
  /** Requests that took longer than half the stall. */
  readonly slow: number;
  readonly meanMs: number;
  readonly medianMs: number;
  /** Absent where fewer than 1,000 requests carry it. */
  readonly p99Ms?: number;
  readonly longestMs: number;
}

export interface StallDemonstration {
  readonly asked: StallAsked;
  readonly closed: StallSeen;
  readonly open: StallSeen;
  /** What the check of the closed loop says of itself. */
  readonly advice: string;
}

const common = { k: 1, queries: [new Float32Array(1)], first: 0, clock: monotonicClock };

/**
 * Asks a server of known service time, that stands still once, in a closed loop of one client and in an open loop. The server
 * is the laboratory's own, in a process of its own, and ends with this.
 */
export async function demonstrateStall(asked: StallAsked): Promise<StallDemonstration> {
  const { serviceMs, stallMs, rate, seconds } = asked;
  const folder = await mkdtemp(join(tmpdir(), 'vexlab-stall-'));
  const stalls = [{ fromMs: seconds * 400, forMs: stallMs }];
  const server = await startReferenceServer({ serviceMs, stalls }, { dataDir: folder });
  const pool = new Pool(server.url, { connections: 1024 });
  const search = async (): Promise<{ ids: number[] }> => {
    const { statusCode, body } = await pool.request({ path: '/', method: 'POST' });
    await body.dump();
    if (statusCode === 200) return { ids: [] };
    throw new LabError({ code: `http-${statusCode}`, where: 'reference server', what: 'did not answer as known' });
  };
  try {
    const closed = await closedLoop({ ...common, search, clients: 1, requests: 1, minMs: seconds * 1000 });
    await server.begin();
    const due = arrivalTimes('constant', rate, seconds * 1000, 1);
    const open = await openLoop({ ...common, search, due, mostInFlight: 1024, graceMs: stallMs + 5000 });
    return {
      asked,
      closed: seenBy('closed, 1 client', closed, stallMs),
      open: seenBy(`open, ${rate}/s`, open, stallMs),
      advice: coordinatedOmission(closed).advice,
    };
  } finally {
    await pool.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function seenBy(loop: string, { latencies }: LoopAnswers, stallMs: number): StallSeen {
  const sorted = latencies.map((ns) => ns / 1e6).sort();
  const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? NaN;
  return {
    loop,
    requests: sorted.length,
    slow: sorted.filter((ms) => ms > stallMs / 2).length,
    meanMs: sorted.reduce((sum, ms) => sum + ms, 0) / sorted.length,
    medianMs: at(0.5),
    ...(sorted.length >= 1000 && { p99Ms: at(0.99) }),
    longestMs: at(1),
  };
}
