import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ProgressEvent } from 'vexlab/dist/base/progress';
import { download } from 'vexlab/dist/datasets/download';
import { seededRandom } from 'vexlab/dist/datasets/random';
import { cutAfter, cutOnce, FileServer, sendFile } from './file-server';
import { labErrorOf } from './lab-error-of';
import { tempFolder } from './temp-folder';

const temp = tempFolder();
const random = seededRandom(1);
const bytes = Buffer.from(Array.from({ length: 300_000 }, () => random.below(256)));
const other = Buffer.from(bytes).fill(7, 100_000);
const sha256 = createHash('sha256').update(bytes).digest('hex');
let server: FileServer;
let events: ProgressEvent[] = [];
const options = {
  wait: 1,
  attempts: 3,
  progress: (event: ProgressEvent) => event.stage.startsWith('downloading') && events.push(event),
};
let number = 0;
const target = () => join(temp, `file-${number}`);
const part = () => `${target()}.part`;
const left = () => readdirSync(temp).filter((name) => name.startsWith(basename(target())));

beforeAll(async () => {
  server = await FileServer.start();
});
afterEach(() => {
  number++;
  events = [];
});

describe('a download', () => {
  it('brings the file, says how far it is, and leaves nothing else', async () => {
    server.serve(sendFile(bytes, '"1"'));
    const result = await download(server.url, target(), sha256, options);
    expect(result).toEqual({ sha256, bytes: bytes.length, retries: 0 });
    expect(readFileSync(target()).equals(bytes)).toBe(true);
    expect(left()).toEqual([basename(target())]);
    expect(events.at(-1)).toEqual({
      stage: `downloading ${basename(target())}`,
      done: 300_000,
      total: 300_000,
      unit: 'bytes',
    });
  });

  it('goes on where the connection was cut, and counts and shows the retry', async () => {
    server.serve((request, response, n) =>
      (n === 0 ? cutAfter(bytes, 120_000, part(), '"1"') : sendFile(bytes, '"1"'))(request, response, n),
    );
    const { retries } = await download(server.url, target(), sha256, options);
    expect(retries).toBe(1);
    expect(readFileSync(target()).equals(bytes)).toBe(true);
    expect(server.requests[1]?.headers).toMatchObject({ range: 'bytes=120000-', 'if-range': '"1"' });
    expect(events.at(-1)?.note).toBe('retry 1');
  });

  it('starts again where the server ignores the range', async () => {
    server.serve((request, response, n) => {
      if (n === 0) return cutAfter(bytes, 120_000, part(), '"1"')(request, response, n);
      response.writeHead(200, { 'content-length': bytes.length, etag: '"1"' }).end(bytes);
    });
    await download(server.url, target(), sha256, options);
    expect(server.requests[1]?.headers.range).toBe('bytes=120000-');
    expect(readFileSync(target()).equals(bytes)).toBe(true);
  });

  it('starts again where the file has changed on the server in the meantime', async () => {
    server.serve((request, response, n) =>
      (n === 0 ? cutAfter(other, 120_000, part(), '"old"') : sendFile(bytes, '"new"'))(request, response, n),
    );
    await download(server.url, target(), sha256, options);
    expect(server.requests[1]?.headers['if-range']).toBe('"old"');
    expect(readFileSync(target()).equals(bytes)).toBe(true);
  });

  it('does not glue parts together that nothing shows to be of one version', async () => {
    server.serve((request, response, n) =>
      (n === 0 ? cutAfter(other, 120_000, part()) : sendFile(bytes, '"1"'))(request, response, n),
    );
    await download(server.url, target(), null, options);
    expect(server.requests[1]?.headers.range).toBeUndefined();
    expect(readFileSync(target()).equals(bytes)).toBe(true);
  });

  it('goes on in a later run after it was stopped', async () => {
    const stop = new AbortController();
    server.serve((_, response) => {
      response.writeHead(200, { 'content-length': bytes.length, etag: '"1"' });
      response.write(bytes.subarray(0, 120_000));
    });
    const progress = ({ done }: ProgressEvent) => done === 120_000 && stop.abort();
    await expect(download(server.url, target(), sha256, { ...options, progress, signal: stop.signal })).rejects.toThrow(
      /abort/i,
    );
    expect(existsSync(target())).toBe(false);
    expect(statSync(`${target()}.part`).size).toBe(120_000);
    server.serve(sendFile(bytes, '"1"'));
    const { retries } = await download(server.url, target(), sha256, options);
    expect([retries, server.requests.length, server.requests[0]?.headers.range]).toEqual([0, 1, 'bytes=120000-']);
    expect(readFileSync(target()).equals(bytes)).toBe(true);
  });

  it('that was cut after the last byte needs no byte more', async () => {
    server.serve((_, response, n) => {
      if (n > 0) return sendFile(bytes, '"1"')(_, response, n);
      // Chunked, so that the cut is one in the middle of the answer.
      response.writeHead(200, { etag: '"1"' });
      response.write(bytes);
      cutOnce(part(), bytes.length, response);
    });
    await download(server.url, target(), sha256, options);
    expect(server.requests[1]?.headers.range).toBe('bytes=300000-');
    expect(readFileSync(target()).equals(bytes)).toBe(true);
  });

  it('with wrong bytes is refused and not kept', async () => {
    server.serve(sendFile(other, '"1"'));
    const error = await labErrorOf(download(server.url, target(), sha256, options));
    expect(error.code).toBe('checksum-mismatch');
    const found = createHash('sha256').update(other).digest('hex');
    expect(error.what).toBe(`the sha256 of what came is ${found}, expected is ${sha256}`);
    expect(left()).toEqual([]);
  });

  it('is not retried where the file is not there', async () => {
    server.serve((_, response) => response.writeHead(404).end('no such file'));
    const error = await labErrorOf(download(server.url, target(), sha256, options));
    expect(error.code).toBe('download-failed');
    expect(error.message).toBe(`${server.url}: the server answered 404 Not Found; look whether the source has moved`);
    expect(server.requests.length).toBe(1);
  });

  it('is retried where the server is at fault, and given up after so many attempts in vain', async () => {
    server.serve((request, response, n) =>
      n < 2 ? response.writeHead(503).end() : sendFile(bytes, '"1"')(request, response, n),
    );
    expect((await download(server.url, target(), sha256, options)).retries).toBe(2);
    number++;
    server.serve((_, response) => response.writeHead(503).end());
    const error = await labErrorOf(download(server.url, target(), sha256, options));
    expect(error.code).toBe('download-failed');
    expect(error.what).toBe('the server answered 503 Service Unavailable, also after 2 retries');
    expect(server.requests.length).toBe(3);
  });

  it('from a port where nobody answers says so', async () => {
    const error = await labErrorOf(download('http://127.0.0.1:9/file', target(), sha256, options));
    expect(error.code).toBe('download-failed');
    expect(error.message).not.toContain('\n');
    expect(error.remedy).toContain('goes on where it stopped');
  });

  it('larger than the disk is refused before it begins', async () => {
    server.serve((_, response) => {
      response.writeHead(200, { 'content-length': 2 ** 52 });
      response.write(bytes);
    });
    const error = await labErrorOf(download(server.url, target(), sha256, options));
    expect(error.code).toBe('no-space');
    expect(error.what).toMatch(/^the download needs 4503599627370496 more bytes, \d+ are free$/);
  });

  const full = existsSync('/dev/full') ? '' : ' (skipped: this system has no /dev/full)';
  it.skipIf(full)(`says that the disk is full${full}`, async () => {
    symlinkSync('/dev/full', `${target()}.part`);
    server.serve(sendFile(bytes, '"1"'));
    const error = await labErrorOf(download(server.url, target(), sha256, options));
    expect(error.code).toBe('no-space');
    expect(error.what).toBe('the disk is full at byte 0 of 300000');
    expect(error.remedy).toContain('free some room');
  });
});
