import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isLoopback, knownSecret, ownSecret } from 'vexlab/dist/engines/server/own-secret';
import { scratch } from './processes';

it('is made once, for its owner alone, and a look makes none', () => {
  const env = { VEXLAB_CACHE: join(scratch(), 'cache') };
  expect(knownSecret(env)).toBeUndefined();
  const secret = ownSecret(env);
  expect(secret).toMatch(/^[0-9a-f]{48}$/);
  expect([ownSecret(env), knownSecret(env)]).toEqual([secret, secret]);
  expect(readdirSync(env.VEXLAB_CACHE)).toEqual(['secret']);
  expect(statSync(join(env.VEXLAB_CACHE, 'secret')).mode & 0o777).toBe(0o600);
  expect(ownSecret({ VEXLAB_CACHE: scratch() })).not.toBe(secret);
});

it('knows the URLs of this machine', () => {
  const here = ['http://127.0.0.1:1', 'http://localhost/x', 'postgres://me@127.1.2.3:5/x', 'http://[::1]:8080'];
  const elsewhere = ['http://127.0.0.1.example.org', 'http://localhost.example.org', 'http://10.0.0.1', 'no url', ''];
  expect(here.map(isLoopback)).toEqual([true, true, true, true]);
  expect(elsewhere.map(isLoopback)).toEqual(elsewhere.map(() => false));
});
