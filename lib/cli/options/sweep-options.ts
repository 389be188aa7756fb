import { LabError } from '../../base/lab-error';
import type { Params } from '../../engines/option-schema';
import type { Sweep } from '../../workload/sweep/sweep';
import { badOption } from './bad-option';
import { engineOptions } from './engine-options';
import { type Given, datasetList, nameList, scaleList, whole, wholeList } from './lists';
import { type WorkloadOptions, workloadOptions } from './workload-options';

/** What `vexlab run` was given about the sweep, as typed. */
export interface SweepOptions extends WorkloadOptions {
  databases?: Given;
  datasets?: Given;
  scales?: Given;
  k?: Given;
  ef?: Given;
  m?: string;
  efConstruction?: string;
  clients?: Given;
  requests?: string;
  minMs?: string;
  warmup?: string;
  repetitions?: string;
  builds?: string;
  seed?: string;
  option?: Given;
}

/**
 * One sweep over another: members given win, options of one engine are merged by name. Fewer repetitions than there
 * were builds, with nothing said of builds, means a build for each repetition.
 */
export function overlay(base: Sweep, over: Partial<Sweep>): Sweep {
  const { options = {} } = base;
  const merged = over.options && {
    options: { ...options, ...mapped(over.options, (engine, given) => ({ ...options[engine], ...given })) },
  };
  const repetitions = over.repetitions ?? base.repetitions;
  return { ...base, builds: Math.min(base.builds, repetitions), ...over, ...merged };
}

const mapped = <T>(table: { readonly [name: string]: T }, change: (name: string, value: T) => T) =>
  Object.fromEntries(Object.entries(table).map(([name, value]) => [name, change(name, value)]));

/** Engines asked for; `all` stands for every engine there is. Throws a LabError (`unknown-engine`) for another name. */
function checkedEngines(names: readonly string[], known: readonly string[]): string[] {
  if (names.includes('all')) return [...known];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return [...names];
  throw new LabError({
    code: 'unknown-engine',
    where: unknown,
    what: 'there is no such engine',
    remedy: `the engines are ${known.join(', ')}, or all`,
  });
}

/**
 * The sweep that was asked for: a profile (or a sweep file over it), with what the command line gives put over it.
 * Throws a LabError (`bad-option`) that names option and value.
 */
export function sweepFromOptions(options: SweepOptions, base: Sweep, knownEngines: readonly string[]): Sweep {
  const numbers = (name: string, given: Given | undefined) => given && wholeList(name, given, 1);
  const number = (name: string, text: string | undefined, min: number) =>
    text === undefined ? undefined : whole(name, text, min);
  const asked: { [Member in keyof Sweep]?: Sweep[Member] | undefined } = {
    engines: options.databases && nameList('--databases', options.databases),
    datasets: options.datasets && datasetList('--datasets', options.datasets),
    scales: options.scales && scaleList('--scales', options.scales),
    k: numbers('--k', options.k),
    ef: numbers('--ef', options.ef),
    m: number('--m', options.m, 2),
    efConstruction: number('--ef-construction', options.efConstruction, 1),
    clients: numbers('--clients', options.clients),
    requests: number('--requests', options.requests, 1),
    minMs: number('--min-ms', options.minMs, 0),
    warmup: number('--warmup', options.warmup, 0),
    repetitions: number('--repetitions', options.repetitions, 1),
    builds: number('--builds', options.builds, 1),
    seed: number('--seed', options.seed, 0),
    workloads: workloadOptions(options),
    options: options.option && engineOptions('--option', options.option),
  };
  const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)) as Partial<Sweep>;
  const { options: engineOptionsOfAll, ...sweep } = overlay(base, given);
  const engines = checkedEngines(sweep.engines, knownEngines);
  checkBuilds(sweep);
  checkOptionsUsed(asked.options ?? {}, engines);
  return { ...sweep, engines, ...optionsOf(engines, engineOptionsOfAll) };
}

function checkBuilds({ builds, repetitions }: Pick<Sweep, 'builds' | 'repetitions'>): void {
  if (builds <= repetitions) return;
  throw badOption('--builds', `${builds} builds for ${repetitions} repetitions`, 'give at most one build a repetition');
}

function checkOptionsUsed(given: { readonly [engine: string]: Params }, engines: readonly string[]): void {
  const idle = Object.keys(given).find((engine) => !engines.includes(engine));
  if (idle === undefined) return;
  const what = `an option for "${idle}", which is not among the engines asked for`;
  throw badOption('--option', what, `the engines are ${engines.join(', ')}`);
}

/** A sweep file may speak of engines that the command line then leaves out. */
function optionsOf(engines: readonly string[], options: Sweep['options'] = {}): Pick<Sweep, 'options'> {
  const used = Object.entries(options).filter(([engine]) => engines.includes(engine));
  return used.length > 0 ? { options: Object.fromEntries(used) } : {};
}
