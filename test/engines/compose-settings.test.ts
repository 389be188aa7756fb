import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { projectRoot } from 'vexlab/dist/base/paths';
import { engines } from 'vexlab/dist/engines';
import * as chroma from 'vexlab/dist/engines/chroma/recipe';
import * as pgvector from 'vexlab/dist/engines/pgvector/settings';
import { memoryBytes } from 'vexlab/dist/engines/process/memory';
import { ownConfiguration } from 'vexlab/dist/engines/qdrant/own-configuration';
import { containerVariables } from 'vexlab/dist/engines/server/container-variables';
import * as weaviate from 'vexlab/dist/engines/weaviate/environment';
import { composeFile, composeService } from './compose-yaml';

const gibibyte = 2 ** 30;
const without = (settings: object, place: readonly string[]): object =>
  Object.fromEntries(Object.entries(settings).filter(([name]) => !place.includes(name)));

const cache = mkdtempSync(join(tmpdir(), 'vexlab-test-'));
afterAll(() => rmSync(cache, { recursive: true, force: true }));

/** Those that have a container, with what the lab gives to one of so much memory on port 21000. */
const contained = engines.flatMap((engine) => {
  const { server } = engine;
  if (!server?.container) return [];
  const spec = { container: server.container, memory: 12 * gibibyte };
  return [{ engine, server, variables: containerVariables(spec, { VEXLAB_CACHE: cache }, 21_000) }];
});

describe('a container has the settings of the server that the lab starts itself', () => {
  it('qdrant: the same configuration file, on every interface of its own network', () => {
    const { configs } = composeFile();
    expect(composeService('qdrant').configs).toEqual([{ source: 'qdrant', target: '/qdrant/config/local.yaml' }]);
    expect(composeService('qdrant').environment).toBeUndefined();
    expect(JSON.parse(configs.qdrant?.content as string)).toEqual(
      JSON.parse(ownConfiguration(6333, '/qdrant/storage', '0.0.0.0')),
    );
  });

  it('weaviate: the same environment but for places and ports', () => {
    const { environment } = composeService('weaviate', { VEXLAB_SECRET: 'mine' });
    const place = ['PERSISTENCE_DATA_PATH', 'AUTHENTICATION_APIKEY_ALLOWED_KEYS'];
    expect(without(environment as object, place)).toEqual(weaviate.sharedSettings);
    expect(environment).toMatchObject({ AUTHENTICATION_APIKEY_ALLOWED_KEYS: 'mine' });
    const local = weaviate.serverEnvironment({}, '/data', 'mine', 2000);
    const ports = /^(CLUSTER_(BASIC_AUTH|IN_LOCALHOST|ADVERTISE|BIND|GOSSIP|DATA)|GRPC_PORT|RAFT_(INTERNAL_RPC_)?PORT)/;
    const places = Object.keys(local).filter((name) => ports.test(name));
    expect(without(local, [...place, ...places])).toEqual(weaviate.sharedSettings);
    const louder = { LOG_LEVEL: 'debug' };
    expect(weaviate.serverEnvironment(louder, '/data', 'mine', 2000)).toMatchObject(louder);
    expect(composeService('weaviate', louder).environment).toMatchObject(louder);
  });

  it.each([8, 12, 64])('pgvector: the same settings in %i GiB, and a /dev/shm for its builds', (size) => {
    const memory = size * gibibyte;
    const service = composeService('pgvector', pgvector.containerVariables(memory));
    expect(service.command).toEqual(['postgres', ...pgvector.sharedSettings(memory).flatMap((text) => ['-c', text])]);
    expect(service.shm_size).toBe(`${(size * 1024) / 4}MB`);
    expect(service.environment?.POSTGRES_INITDB_ARGS).toBe(pgvector.initArguments.join(' '));
    const local = pgvector.localSettings(2000);
    const place = /^(port|listen_addresses|unix_socket_directories|dynamic_shared_memory_type)=/;
    expect(local.filter((text) => !place.test(text))).toEqual(pgvector.sharedSettings(memoryBytes()));
  });

  it('pgvector: by hand those of its memory limit', () => {
    const { command, mem_limit } = composeService('pgvector');
    expect(mem_limit).toBe('8192MB');
    expect(command?.slice(1).filter((text) => text !== '-c')).toEqual(pgvector.sharedSettings(8 * gibibyte));
  });

  it('chroma: the same log level, and no configuration file', () => {
    expect(composeService('chroma').command).toEqual(['run', '--host', '0.0.0.0', '--port', '8000', '--path', '/data']);
    expect(composeService('chroma').environment).toEqual(chroma.sharedSettings);
    expect(composeService('chroma', { RUST_LOG: 'debug' }).environment).toEqual({ RUST_LOG: 'debug' });
  });

  it('vexfs: nothing but its address', () => {
    expect(composeService('vexfs').environment).toEqual({ PORT: '8000', VEXFS_HOST: '0.0.0.0', VEXFS_PORT: '8000' });
  });

  it('is of the same version', () => {
    const pinned = readFileSync(join(projectRoot, 'kernel-setup/requirements-server.txt'), 'utf8');
    expect(composeService('chroma').image).toBe(`chromadb/chroma:${/^chromadb==(\S+)$/m.exec(pinned)?.[1]}`);
    const installed = (name: string): string =>
      engines.find((engine) => engine.name === name)?.installation?.what ?? '';
    expect(composeService('weaviate').image.split(':')[1]).toBe(/Weaviate (\S+),/.exec(installed('weaviate'))?.[1]);
    const [, postgres, extension] = /PostgreSQL (\d+) with pgvector ([\d.]+)/.exec(installed('pgvector')) ?? [];
    expect(composeService('pgvector').image).toBe(`pgvector/pgvector:${extension}-pg${postgres}`);
  });
});

describe.each(contained)('the container of $engine.name', ({ engine, server, variables }) => {
  const { service = '', ports = 1 } = server.container ?? {};

  it('is given its ports, its memory and the secret of this user', () => {
    const given = composeService(service, variables);
    expect(given.ports.map((port) => port.split(':').slice(0, 2).join(':'))).toEqual(
      Array.from({ length: ports }, (_, at) => `127.0.0.1:${21_000 + at}`),
    );
    expect([given.mem_limit, given.memswap_limit]).toEqual(['12288MB', '12288MB']);
    // Each of its variables is one of the file.
    const general = new Set(['VEXLAB_SECRET', 'VEXLAB_MEMORY']);
    const text = readFileSync(join(projectRoot, 'compose.yaml'), 'utf8');
    for (const name of Object.keys(variables)) if (!general.has(name)) expect(text).toContain(`\${${name}:-`);
  });

  it('is found where it was started by hand', () => {
    const [port] = composeService(service).ports[0]?.split(':').slice(1) ?? [];
    const usual = [server.defaultUrl ?? []].flat().map((url) => new URL(url).port);
    expect(usual).toContain(port);
    expect(engine.kind).toBe('server');
  });

  it('is asked for its health until it has it, and not while it is measured', () => {
    expect(composeService(service).healthcheck).toMatchObject({
      start_period: '300s',
      start_interval: '1s',
      interval: '24h',
    });
  });
});
