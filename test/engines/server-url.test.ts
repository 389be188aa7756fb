import { expect, it } from 'vitest';
import { engineByName } from 'vexlab/dist/engines/engine-by-name';
import { chromaRecipe } from 'vexlab/dist/engines/chroma/recipe';
import { vexfsRecipe } from 'vexlab/dist/engines/vexfs/recipe';
import { refuseUrl } from 'vexlab/dist/engines/server/refuse-url';
import { withoutPassword } from 'vexlab/dist/engines/server/without-password';
import { scratch } from './processes';

it.each([
  ['http://127.0.0.1:8000', 'http://127.0.0.1:8000'],
  ['http://127.0.0.1:8080/?grpc=50051', 'http://127.0.0.1:8080/?grpc=50051'],
  ['postgres://me:secret@db:5432/vectors', 'postgres://me:…@db:5432/vectors'],
  ['postgres://db/vectors?password=secret&sslmode=require', 'postgres://db/vectors?password=…&sslmode=require'],
  ['http://secret@db', 'http://…@db'],
  ['https://db/?api_key=secret', 'https://db/?api_key=…'],
  ['me:secret@db', '…@db'],
  ['http://me:secret@db/%zz', 'http://me:…@db/%zz'],
])('shows %s without its secrets', (url, shown) => {
  expect(withoutPassword(url)).toBe(shown);
});

it.each([
  [
    'chroma',
    'CHROMA_URL',
    'http://127.0.0.1:1/%zz',
    /^chroma: CHROMA_URL = http:\/\/127.0.0.1:1\/%zz has a path, .*; set/,
  ],
  ['chroma', 'CHROMA_URL', 'http://127.0.0.1:1/behind', /CHROMA_URL = http:\/\/127.0.0.1:1\/behind has a path/],
  ['chroma', 'CHROMA_URL', 'http://me:hidden@127.0.0.1:1', /http:\/\/me:…@127.0.0.1:1 has a user or password/],
  ['weaviate', 'WEAVIATE_URL', 'http://me:hidden@127.0.0.1:1/x', /has a path and a user or password/],
  ['milvus-lite', 'MILVUS_URL', 'http://me:hidden@127.0.0.1:1', /has a user or password/],
  ['qdrant', 'QDRANT_URL', 'http://me:hidden@127.0.0.1:1/x', /has a user or password, /],
  ['vexfs', 'VEXFS_URL', 'http://hidden@127.0.0.1:1/x', /http:\/\/…@127.0.0.1:1\/x has a user or password, /],
  [
    'vexfs',
    'VEXFS_URL',
    'http://127.0.0.1:1/%zz',
    /no server of vexfs answers at VEXFS_URL = http:\/\/127.0.0.1:1\/%zz/,
  ],
])('%s says which part of %s = %s it cannot use, and no secret', async (name, variable, url, message) => {
  const engine = engineByName(name);
  const context = { dataDir: scratch(), env: { VEXLAB_CACHE: scratch(), [variable]: url } };
  const refused = engine.connect(context);
  await expect(refused).rejects.toMatchObject({ name: 'LabError', code: 'unavailable' });
  await expect(refused).rejects.toThrow(message);
  await expect(refused).rejects.not.toThrow('hidden');
  expect(await engine.probe(context)).toMatchObject({ state: 'unavailable' });
});

it.each([
  [chromaRecipe(), 'http://db:1'],
  [chromaRecipe(), 'http://db:1/?x=1'],
  [vexfsRecipe, 'https://db/behind/proxy/'],
  [chromaRecipe(), 'no url'],
  [chromaRecipe(), 'localhost:19530'],
] as const)('refuses nothing else (%#)', (recipe, url) => {
  expect(refuseUrl(url, recipe)).toBeUndefined();
});
