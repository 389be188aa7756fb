import { expect, it } from 'vitest';
import { withoutPassword } from 'vexlab/dist/engines/server/find-server';

it.each([
  ['http://127.0.0.1:8000', 'http://127.0.0.1:8000'],
  ['http://127.0.0.1:8080/?grpc=50051', 'http://127.0.0.1:8080/?grpc=50051'],
  ['postgres://me:secret@db:5432/vectors', 'postgres://me:…@db:5432/vectors'],
  ['postgres://db/vectors?password=secret&sslmode=require', 'postgres://db/vectors?password=…&sslmode=require'],
  ['http://secret@db', 'http://…@db'],
  ['https://db/?api_key=secret', 'https://db/?api_key=…'],
  ['me:secret@db', '…@db'],
])('shows %s without its secrets', (url, shown) => {
  expect(withoutPassword(url)).toBe(shown);
});
