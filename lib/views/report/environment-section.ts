import type { Limits } from '../../measure/limits';
import type { Machine } from '../../measure/machine';
import type { RecordEngine } from '../../results/record';
import type { StoredRun } from '../../results/run-store';
import { escapeHtml } from '../escape';
import { listed, three } from '../format';
import { storageText } from '../storage-text';
import { definitions, section } from './section';

/** The machine, the software and its versions: all that the numbers hang on beside the method. */
export function environmentSection(runs: readonly StoredRun[]): string {
  const machines = [...new Map(runs.map(({ manifest }) => [manifest.machine.id, manifest.machine])).values()];
  return section('environment', 'Environment', [...machines.map(machineHtml), enginesHtml(runs)].join('\n'));
}

function machineHtml(machine: Machine): string {
  const { id, cpu, memoryBytes, limits, hugePages, os, virtual, storage } = machine;
  const pairs: [string, string][] = [
    ['machine', id],
    [
      'CPU',
      [
        cpu.model,
        `${cpu.physicalCores} physical and ${cpu.cores} logical cores`,
        ...(cpu.governor ? [`governor ${cpu.governor}`] : []),
        ...(cpu.boost === undefined ? [] : [`boost ${cpu.boost ? 'on' : 'off'}`]),
      ].join(', '),
    ],
    ['memory', `${gibibytes(memoryBytes)}${hugePages ? `, huge pages ${hugePages}` : ''}`],
    ...(limits ? [['limits', limitsText(limits)] as [string, string]] : []),
    ['system', `${os.name}, ${os.platform} ${os.kernel}, ${os.architecture}`],
    ...(virtual.length > 0 ? [['runs inside', listed(virtual)] as [string, string]] : []),
    ...(storage ? [['storage', `${storageText(storage)} under ${storage.mount}`] as [string, string]] : []),
  ];
  return `${definitions(pairs)}<details><summary>CPU flags</summary><p class="flags">${escapeHtml(cpu.flags)}</p></details>`;
}

const gibibytes = (bytes: number): string => `${three(bytes / 2 ** 30)} GiB`;

const limitsText = ({ cpus, memoryBytes }: Limits): string =>
  [
    ...(cpus === undefined ? [] : [`the lab may use ${three(cpus)} CPUs`]),
    ...(memoryBytes === undefined ? [] : [`the lab may use ${gibibytes(memoryBytes)}`]),
  ].join(', ');

const valuesText = (values: object): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ');

function enginesHtml(runs: readonly StoredRun[]): string {
  const engines = new Map(runs.flatMap(({ records }) => records.map(({ engine }) => [describe(engine), engine])));
  const commits = [...new Set(runs.flatMap(({ records }) => records.map(({ commit }) => commit)))];
  const software = [...new Set(runs.map(({ manifest }) => valuesText(manifest.versions)))];
  return definitions([
    ...[...engines].map(([text, { title }]): [string, string] => [title, text.slice(title.length + 2)]),
    ...software.map((text): [string, string] => ['software', text]),
    ['lab', commits.length > 0 ? `commit ${commits.join(', ')}` : 'no record'],
  ]);
}

const describe = ({ title, kind, how, clientVersion, serverVersion }: RecordEngine): string =>
  `${title}: ` +
  [
    kind,
    ...(how ? [how] : []),
    ...(serverVersion ? [`server ${serverVersion}`] : []),
    ...(clientVersion ? [`client ${clientVersion}`] : []),
  ].join(', ');
