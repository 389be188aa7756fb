import { canonicalJson } from '../base/canonical-json';
import type { StoredRun } from '../results/run-store';

/** A run as a comparison names it. */
export interface RunHead {
  readonly run: string;
  readonly createdAt: string;
  readonly state: string;
  readonly machine: string;
  readonly commit: string;
  readonly records: number;
  /** Lines that are no record, and are not counted. */
  readonly damaged: number;
}

/** Stands where a run has no such thing, or it is not known. */
export const absent = '—';

/** Something that is not the same in two runs. */
export interface RunDifference {
  readonly kind: 'machine' | 'version' | 'commit' | 'sweep';
  readonly what: string;
  /** As text, or {@link absent}. */
  readonly a: string;
  readonly b: string;
}

export const headOf = ({ manifest, records, damaged }: StoredRun): RunHead => ({
  run: manifest.run,
  createdAt: manifest.createdAt,
  state: manifest.state,
  machine: manifest.machine.id,
  commit: manifest.commit,
  records: records.length,
  damaged,
});

/** Everything known of machine, versions, commit and sweep that is not the same in both runs. */
export function differencesOf(a: StoredRun, b: StoredRun): RunDifference[] {
  return [
    ...among('machine', machineFacts(a), machineFacts(b)),
    ...among('version', versionsIn(a, b), versionsIn(b, a)),
    ...among('commit', { lab: commits(a) }, { lab: commits(b) }),
    ...among('sweep', facts(a.manifest.sweep), facts(b.manifest.sweep)),
  ];
}

type Facts = Readonly<Record<string, string>>;

function among(kind: RunDifference['kind'], a: Facts, b: Facts): RunDifference[] {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return names
    .filter((what) => a[what] !== b[what])
    .map((what) => ({ kind, what, a: a[what] ?? absent, b: b[what] ?? absent }));
}

/** Members as text, those within members under `outer.inner`. */
function facts(value: object, prefix = ''): Record<string, string> {
  const entries = Object.entries(value).flatMap(([name, member]: [string, unknown]): [string, string][] => {
    if (member === undefined) return [];
    if (typeof member === 'object' && member !== null && !Array.isArray(member)) {
      return Object.entries(facts(member, `${prefix}${name}.`));
    }
    return [[`${prefix}${name}`, typeof member === 'string' ? member : canonicalJson(member)]];
  });
  return Object.fromEntries(entries);
}

/** Every machine whose records are there; what it is, as far as the manifest says. */
const machineFacts = ({ manifest, records }: StoredRun): Facts => ({
  ...facts(manifest.machine),
  id: distinct([manifest.machine.id, ...records.map(({ machine }) => machine)]),
});

const commits = ({ records, manifest }: StoredRun): string =>
  distinct(records.length > 0 ? records.map(({ commit }) => commit) : [manifest.commit]);

/** Of libraries, and of the engines that both runs have: client, server, and how it was found. */
function versionsIn({ manifest, records }: StoredRun, other: StoredRun): Facts {
  const shared = new Set(other.records.map(({ engine }) => engine.name));
  const names = [...new Set(records.map(({ engine }) => engine.name))].filter((name) => shared.has(name));
  const of = (name: string, member: keyof typeof labels): string =>
    distinct(records.flatMap(({ engine }) => (engine.name === name ? (engine[member] ?? []) : [])));
  const engines = names.flatMap((name) =>
    (Object.keys(labels) as (keyof typeof labels)[]).flatMap((member): [string, string][] => {
      const text = of(name, member);
      return text === '' ? [] : [[`${name} ${labels[member]}`, text]];
    }),
  );
  return { ...Object.fromEntries(engines), ...manifest.versions };
}

const labels = { clientVersion: 'client', serverVersion: 'server', how: 'found' } as const;

const distinct = (values: readonly string[]): string => [...new Set(values)].join(', ');
