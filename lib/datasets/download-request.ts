import { readFile, writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { LabError } from '../base/lab-error';

/** The missing bytes of a file, from byte `from` on. */
export interface Rest {
  readonly body: AsyncIterable<Uint8Array>;
  readonly from: number;
  /** Of the whole file, where the server says it. */
  readonly total: number | undefined;
}

/** Which version of which file a part is of; beside it as `FILE.part.json`. */
interface Version {
  readonly url: string;
  readonly validator: string;
}

const retriable = (status: number): boolean => status >= 500 || status === 408 || status === 429;

/**
 * Asks for a file from byte `have` on, if the part that is there is of the version that the server has now (If-Range,
 * RFC 9110 §13.1.5); a server that sends the whole file instead starts it again from byte 0.
 * @throws LabError `download-failed` for an answer that a retry does not mend; Error for one that it may
 */
export async function requestRest(url: string, part: string, have: number, signal?: AbortSignal): Promise<Rest> {
  const version = have > 0 ? await versionOf(part) : undefined;
  const resume: Record<string, string> =
    version?.url === url ? { range: `bytes=${have}-`, 'if-range': version.validator } : {};
  // Compressed on the way, a byte range would be one of other bytes.
  const headers = { 'accept-encoding': 'identity', ...resume };
  const response = await fetch(url, { headers, redirect: 'follow', ...(signal && { signal }) });
  const { status } = response;
  // All that the server has is there already, or more: the sizes tell.
  if (status === 416) return satisfied(response, have, part);
  if (!response.ok || !response.body) throw refused(url, response);
  const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(response.headers.get('content-range') ?? '');
  if (status === 206 && Number(range?.[1]) !== have) {
    throw refused(url, response, `a range from byte ${range?.[1] ?? '?'}, not ${have}`);
  }
  await keepVersion(part, url, response);
  const length = response.headers.get('content-length');
  const rest = length === null ? undefined : Number(length);
  const from = status === 206 ? have : 0;
  return {
    body: Readable.fromWeb(response.body as ReadableStream<Uint8Array>),
    from,
    total: rest === undefined ? undefined : from + rest,
  };
}

async function satisfied(response: Response, have: number, part: string): Promise<Rest> {
  await response.body?.cancel();
  const total = Number(/^bytes \*\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1]);
  if (total === have) return { body: nothing(), from: have, total };
  await writeFile(part, '');
  throw new Error(`the part had ${have} bytes, the server's file has ${total}: starting again`);
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // An empty body.
}

function refused(url: string, response: Response, what?: string): Error {
  void response.body?.cancel().catch(() => undefined);
  const answer = `the server answered ${response.status} ${what ?? response.statusText}`.trim();
  if (retriable(response.status)) return new Error(answer);
  const remedy = 'look whether the source has moved';
  return new LabError({ code: 'download-failed', where: url, what: answer, remedy });
}

async function versionOf(part: string): Promise<Version | undefined> {
  try {
    return JSON.parse(await readFile(`${part}.json`, 'utf8')) as Version;
  } catch {
    // Not there or torn: without it the part is of no known version and is fetched anew.
    return undefined;
  }
}

/** Only a strong validator says that bytes are the same. */
async function keepVersion(part: string, url: string, { headers }: Response): Promise<void> {
  const etag = headers.get('etag');
  const validator = etag && !etag.startsWith('W/') ? etag : headers.get('last-modified');
  await writeFile(`${part}.json`, validator ? JSON.stringify({ url, validator } satisfies Version) : '');
}
