import { chmodSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { engine } from 'vexlab/dist/engines/chroma';
import { find, nowhere, ownServer, urlOf } from './chroma-server';
import { scratch } from './processes';

/** An HTTP server that is not Chroma. */
async function otherServer(): Promise<string> {
  const server = createServer((_, response) => response.end('{"hello":"world"}'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('finding Chroma', () => {
  it('takes CHROMA_URL first, and does not go on when nobody, or somebody else, answers there', async () => {
    const url = urlOf(await ownServer());
    expect(await find({}, { CHROMA_URL: url })).toEqual({ how: 'environment', url });
    for (const wrong of [nowhere, await otherServer(), 'no url']) {
      const found = await find({ defaultUrl: url }, { CHROMA_URL: wrong });
      expect(found).toMatchObject({ how: 'missing', why: `no server of chroma answers at CHROMA_URL = ${wrong}` });
    }
    const context = { dataDir: scratch(), env: { CHROMA_URL: nowhere } };
    expect(await engine.probe(context)).toMatchObject({ state: 'unavailable', remedy: /unset CHROMA_URL/ });
    await expect(engine.connect(context)).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('takes a server on the default port, if it is Chroma', async () => {
    const url = urlOf(await ownServer());
    expect(await find({ defaultUrl: url })).toEqual({ how: 'default-port', url });
    expect(await find({ defaultUrl: await otherServer() })).toMatchObject({ how: 'started' });
  });

  it('says what is missing, and which command mends it', async () => {
    const python = join(scratch(), 'python');
    const found = await find({ defaultUrl: nowhere }, {}, python);
    const why = `no server runs, and ${python} cannot start one: it is not there`;
    expect(found).toEqual({ how: 'missing', why, remedy: 'npm run setup' });
    writeFileSync(
      python,
      '#!/bin/sh\necho "Traceback: x\nModuleNotFoundError: No module named chromadb" >&2; exit 1\n',
    );
    chmodSync(python, 0o755);
    expect(await find({ defaultUrl: nowhere }, {}, python)).toMatchObject({
      why: /cannot start one: ModuleNotFoundError: No mod/,
    });
  });
});
