import { canonicalJson } from '../base/canonical-json';
import type { Column } from '../results/export/column';
import type { Workload } from '../results/cell';
import type { RunManifest } from '../results/manifest';
import {
  isIngest,
  type BatchedRecord,
  type FilteredRecord,
  isMeasuredSearch,
  isOpen,
  type MeasuredRecord,
  type MixedRecord,
  type OkRecord,
  type OpenRecord,
  type Record as LabRecord,
} from '../results/record';
import { derive, type Derived } from './derive-record';
import { efOf } from './ef-of';
import type { OpenSummary } from './open-summary';
import { pingOf } from './ping';
import { field, type Field, ofWindow, type Value } from './record-field';
import { workloadFields } from './workload-fields';
import { summariseOpen } from './summarise-open';
import { requestRate } from './run-values';
import { totalsOf } from './request-totals';

type Closed = OkRecord | FilteredRecord | MixedRecord | BatchedRecord;

const isClosed = (record: LabRecord): record is Closed =>
  isMeasuredSearch(record) ||
  (record.state === 'ok' && ['filtered', 'mixed', 'batched'].includes(record.measured ?? ''));

/** Of closed loops that were measured, with a filter, between writes, in batches, or plain; empty in the others. */
const measured = (type: Column['type'], name: string, value: (record: Closed, derived: Derived) => Value): Field =>
  field(type, name, (record) => {
    const found = isClosed(record) ? value(record, derive(record)) : undefined;
    return typeof found === 'number' && !Number.isFinite(found) ? undefined : found;
  });

const loadOf = (record: MeasuredRecord) => ('load' in record ? record.load : undefined);

/** Of closed and open loops. */
const withAnswers = (type: Column['type'], name: string, value: (record: Closed | OpenRecord) => Value): Field =>
  field(type, name, (record) =>
    isClosed(record) || (isOpen(record) && record.state === 'ok') ? value(record) : undefined,
  );

const openLoops = new WeakMap<OpenRecord, OpenSummary | undefined>();

/** Of open loops that were measured: what a summary of that one run says. */
const ofOpen = (type: Column['type'], name: string, value: (summary: OpenSummary) => number | undefined): Field =>
  field(type, name, (record) => {
    if (!isOpen(record) || record.state !== 'ok') return undefined;
    if (!openLoops.has(record)) {
      const [summary] = summariseOpen([record]);
      openLoops.set(record, summary?.state === 'measured' ? summary : undefined);
    }
    const summary = openLoops.get(record);
    const found = summary && value(summary);
    return found === undefined || !Number.isFinite(found) ? undefined : found;
  });

type Member<T> = T extends unknown ? keyof T : never;

/** A member of the workload, where its kind has it. */
const asked =
  (name: Member<Workload>) =>
  ({ cell: { workload } }: LabRecord): Value =>
    (workload as { [N in Member<Workload>]?: string | number | boolean })[name];

const insertBatch = (record: LabRecord): Value => {
  const { workload } = record.cell;
  if (workload.type !== 'ingest') return undefined;
  if (workload.batch !== 'largest') return workload.batch;
  return isIngest(record) && record.state === 'ok' ? record.batch : undefined;
};

/** A machine is described in the run's manifest; a record of another one knows its id alone. */
const ofMachine = (type: Column['type'], name: string, value: (machine: RunManifest['machine']) => Value): Field =>
  field(type, name, (record, { machine }) => (machine.id === record.machine ? value(machine) : undefined));

const worse = (record: MeasuredRecord, verdict: 'warn' | 'fail'): string =>
  record.findings.flatMap((finding) => (finding.verdict === verdict ? [finding.check] : [])).join(' ');

const growth = (ends: { before: number; after: number } | undefined): number | undefined =>
  ends && ends.after - ends.before;

/** Every fixed column, in order: what was asked, how it ended, what was measured, where. */
export const fieldsOfRecord: readonly Field[] = [
  field('text', 'run', ({ run }) => run),
  field('text', 'run_state', (_, { state }) => state),
  field('text', 'cell_id', ({ cellId }) => cellId),
  field('time', 'ended_at', ({ at }) => at),
  field('text', 'state', ({ state }) => state),
  field('text', 'why', (record) => (record.state === 'ok' ? undefined : record.why)),
  field('text', 'remedy', (record) => (record.state === 'ok' ? undefined : record.remedy)),
  field('text', 'dataset', ({ dataset }) => dataset.name),
  field('text', 'dataset_digest', ({ dataset }) => dataset.digest),
  field('whole', 'dataset_rows', ({ dataset }) => dataset.n),
  field('whole', 'dimensions', ({ dataset }) => dataset.dim),
  field('whole', 'dataset_queries', ({ dataset }) => dataset.queries),
  field('text', 'metric', ({ dataset }) => dataset.metric),
  field('flag', 'synthetic', ({ dataset }) => dataset.synthetic),
  field('text', 'engine', ({ engine }) => engine.name),
  field('text', 'engine_title', ({ engine }) => engine.title),
  field('text', 'engine_kind', ({ engine }) => engine.kind),
  field('text', 'engine_found', ({ engine }) => engine.how),
  field('text', 'client_version', ({ engine }) => engine.clientVersion),
  field('text', 'server_version', ({ engine }) => engine.serverVersion),
  field('text', 'workload', ({ cell }) => cell.workload.type),
  field('text', 'loop', asked('loop')),
  field('whole', 'clients', asked('clients')),
  field('whole', 'k', asked('k')),
  field('number', 'ef', (record) => efOf(record)),
  field('whole', 'requests_asked', asked('requests')),
  field('whole', 'min_ms', asked('minMs')),
  field('whole', 'warmup', asked('warmup')),
  field('text', 'arrivals', asked('arrivals')),
  field('number', 'rate_asked', asked('rate')),
  field('number', 'duration_ms', asked('durationMs')),
  field('whole', 'insert_batch', insertBatch),
  field('flag', 'fresh_engine', asked('fresh')),
  field('number', 'inserts_asked', asked('inserts')),
  field('number', 'deletes_asked', asked('deletes')),
  field('number', 'selectivity', asked('selectivity')),
  field('whole', 'queries_a_request', asked('size')),
  field('whole', 'rows_matching', (record) => ('filter' in record ? record.filter.matching : undefined)),
  field('whole', 'repetition', ({ cell }) => cell.repetition),
  field('whole', 'build_index', ({ cell }) => cell.buildIndex),
  field('whole', 'seed', ({ cell }) => cell.seed),
  ofWindow('whole', 'requests', (record) => totalsOf(record)?.requests),
  withAnswers('whole', 'queries', ({ answers }) => answers.requests),
  ofWindow('whole', 'failed', (record) => totalsOf(record)?.failed),
  ofWindow('text', 'errors', ({ errors }) => canonicalJson(errors)),
  ofWindow('number', 'recall', (record) => totalsOf(record)?.recall),
  ofWindow('number', 'recall_ties', (record) => totalsOf(record)?.recallTies),
  withAnswers('whole', 'short', ({ answers }) => answers.short),
  withAnswers('whole', 'duplicates', ({ answers }) => answers.duplicates),
  measured('number', 'qps', (_, { values }) => values.qps),
  measured('number', 'requests_per_second', (record) => requestRate(record)),
  measured('number', 'mean_ms', (_, { latency }) => latency.mean?.value),
  measured('number', 'p50_ms', (_, { latency }) => latency.p50?.value),
  measured('number', 'p75_ms', (_, { latency }) => latency.p75?.value),
  measured('number', 'p90_ms', (_, { latency }) => latency.p90?.value),
  measured('number', 'p95_ms', (_, { latency }) => latency.p95?.value),
  measured('number', 'p99_ms', (_, { latency }) => latency.p99?.value),
  measured('number', 'p999_ms', (_, { latency }) => latency.p999?.value),
  measured('number', 'p9999_ms', (_, { latency }) => latency.p9999?.value),
  ofOpen('number', 'offered_per_second', ({ offered }) => offered.value),
  ofOpen('number', 'completed_per_second', ({ completed }) => completed.value),
  ...workloadFields,
  ofWindow('number', 'client_ceiling_per_second', (record) => loadOf(record)?.ceiling),
  ofWindow('text', 'client_ceiling_against', (record) => loadOf(record)?.ceilingOf?.against),
  measured('number', 'ping_ms', (record) => pingOf([record]).ping?.medianMs),
  measured('number', 'configure_ms', ({ phases }) => phases.configureMs),
  measured('number', 'warmup_ms', ({ phases }) => phases.warmupMs),
  measured('number', 'measure_ms', ({ phases }) => phases.measureMs),
  ofWindow('text', 'build', ({ build }) => build.id),
  ofWindow('whole', 'build_rows', ({ build }) => build.rows),
  ofWindow('whole', 'build_count', ({ build }) => build.countAfter),
  ofWindow('number', 'insert_ms', ({ build }) => build.insertMs),
  ofWindow('number', 'ready_ms', ({ build }) => build.readyMs),
  ofWindow('number', 'build_wall_ms', ({ build }) => build.wallMs),
  ofWindow('whole', 'build_disk_bytes', ({ build }) => growth(build.disk)),
  ofWindow('whole', 'lab_memory_bytes', ({ memory }) => memory.after.lab),
  ofWindow('whole', 'engine_memory_bytes', ({ memory }) => memory.after.engine),
  ofWindow('number', 'lab_cpu_ms', ({ cpu }) => cpu.lab),
  ofWindow('number', 'engine_cpu_ms', ({ cpu }) => cpu.engine),
  ofWindow('number', 'others_cpu_ms', ({ cpu }) => cpu.others),
  ofWindow('number', 'stolen_cpu_ms', ({ cpu }) => cpu.stolen),
  ofWindow('number', 'machine_cpu_ms', ({ cpu }) => cpu.machine),
  ofWindow('number', 'event_loop_p99_ms', ({ eventLoop }) => eventLoop.p99),
  ofWindow('number', 'event_loop_max_ms', ({ eventLoop }) => eventLoop.max),
  ofWindow('whole', 'lab_heap_before_bytes', ({ lab }) => lab?.heapBefore),
  ofWindow('whole', 'lab_heap_after_bytes', ({ lab }) => lab?.heapAfter),
  ofWindow('whole', 'lab_gc_count', ({ lab }) => lab?.gcCount),
  ofWindow('number', 'lab_gc_ms', ({ lab }) => lab?.gcMs),
  ofWindow('text', 'checks_warned', (record) => worse(record, 'warn')),
  ofWindow('text', 'checks_failed', (record) => worse(record, 'fail')),
  ofWindow('text', 'params_asked', ({ params }) => canonicalJson(params.asked)),
  ofWindow('text', 'params_read_back', ({ params }) => canonicalJson(params.readBack)),
  field('text', 'machine', ({ machine }) => machine),
  ofMachine('text', 'cpu_model', ({ cpu }) => cpu.model),
  ofMachine('whole', 'cpu_cores', ({ cpu }) => cpu.cores),
  ofMachine('text', 'cpu_governor', ({ cpu }) => cpu.governor),
  ofMachine('number', 'cpu_limit', ({ limits }) => limits?.cpus),
  ofMachine('whole', 'memory_limit_bytes', ({ limits }) => limits?.memoryBytes),
  ofMachine('whole', 'machine_memory_bytes', ({ memoryBytes }) => memoryBytes),
  ofMachine('text', 'os', ({ os }) => os.name),
  ofMachine('text', 'kernel', ({ os }) => os.kernel),
  ofMachine('text', 'architecture', ({ os }) => os.architecture),
  ofMachine('text', 'file_system', ({ storage }) => storage?.fileSystem),
  ofMachine('text', 'virtual', ({ virtual }) => virtual.join(' ')),
  field('text', 'commit', ({ commit }) => commit),
  field('text', 'node_version', (_, { versions }) => versions.node),
  field('text', 'vexlab_version', (_, { versions }) => versions.vexlab),
  field('text', 'versions', (_, { versions }) => canonicalJson(versions)),
  field('whole', 'record_version', ({ version }) => version),
];
