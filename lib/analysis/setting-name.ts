import type { CellParams } from '../results/cell';
import type { RecordEngine } from '../results/record';
import type { MissingSummary } from './summary';

/** What of a setting can tell it from the others of its engine. */
export interface NamedSetting {
  readonly engine: Pick<RecordEngine, 'name' | 'title' | 'serverVersion' | 'clientVersion' | 'how'>;
  readonly dataset: { readonly name: string };
  readonly build: CellParams;
  readonly machine: string;
}

type Feature<S> = (setting: S) => string;

/** What a name takes up, in this order, behind what the caller knows to differ. */
const features: readonly Feature<NamedSetting>[] = [
  ({ dataset }) => dataset.name,
  ({ engine }) => engine.serverVersion ?? '',
  ({ engine: { serverVersion, clientVersion } }) =>
    clientVersion === undefined ? '' : serverVersion === undefined ? clientVersion : `client ${clientVersion}`,
  ({ build }) =>
    Object.entries(build)
      .map(([name, value]) => `${name} ${value}`)
      .join(' '),
  ({ machine }) => `machine ${machine.slice(0, 4)}`,
  ({ engine }) => engine.how ?? '',
];

/** The ef of a setting, the clients of a closed loop: to be told where they differ. */
export const efFeature = ({ ef }: { readonly ef?: number }): string => (ef === undefined ? '' : `ef ${ef}`);
export const clientsFeature = ({ clients }: { readonly clients: number }): string =>
  `${clients} client${clients === 1 ? '' : 's'}`;

/**
 * The engine, and of `own` features, dataset, release, build parameters, machine and how it runs those that tell this setting from the
 * others of its engine among those that it stands beside.
 */
export function settingName<S extends NamedSetting>(
  setting: S,
  among: readonly S[],
  own: readonly Feature<S>[] = [],
): string {
  const others = among.filter(({ engine }) => engine.name === setting.engine.name);
  const telling = [...own, ...features].filter((feature) => new Set(others.map(feature)).size > 1);
  return [setting.engine.title, ...telling.map((feature) => feature(setting)).filter(Boolean)].join(', ');
}

/** Settings that stand beside each other, each with its {@link settingName} for its engine's title; `seen` as what they are named. */
export function withNames<S extends NamedSetting>(
  settings: readonly S[],
  own: readonly Feature<S>[] = [],
  seen: (setting: S) => S = (setting) => setting,
): S[] {
  const among = settings.map(seen);
  return settings.map((setting) => ({
    ...setting,
    engine: { ...setting.engine, title: settingName(seen(setting), among, own) },
  }));
}

/** The same of those of a list that were measured; the others stay as they are. */
export function nameMeasured<S extends NamedSetting & { readonly state: 'measured' }>(
  outcomes: readonly (S | MissingSummary)[],
): (S | MissingSummary)[] {
  const measured = outcomes.filter((one): one is S => one.state === 'measured');
  const named = new Map(withNames(measured).map((one, i) => [measured[i], one]));
  return outcomes.map((one) => (one.state === 'measured' ? (named.get(one) ?? one) : one));
}
