import { describe, expect, it } from 'vitest';
import { requestReader } from 'vexlab/dist/workload/load/request-reader';

const get = 'GET / HTTP/1.1\r\nhost: a\r\n\r\n';
const post = (body: string): string => `POST /x HTTP/1.1\r\nhost: a\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

describe('reading requests off a connection', () => {
  const all = [get, post('{"vector":[1]}'), post(''), post('\r\n\r\nGET / HTTP/1.1\r\n\r\n'), get].join('');
  const expected = [['GET', 0], ['POST', 14], ['POST', 0], ['POST', 22], ['GET', 0]]; // prettier-ignore

  it.each([1, 2, 3, 7, 50, 10_000])('tells of each once, in pieces of %d bytes too', (size) => {
    const seen: [string, number][] = [];
    const read = requestReader((...request) => seen.push(request));
    for (let at = 0; at < all.length; at += size) read(Buffer.from(all.slice(at, at + size)));
    expect(seen).toEqual(expected);
  });

  it('does not tell of one whose body has not come whole', () => {
    const seen: string[] = [];
    requestReader((method) => seen.push(method))(Buffer.from(post('12345').slice(0, -1)));
    expect(seen).toEqual([]);
  });
});
