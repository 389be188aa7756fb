import { LabError } from '../../base/lab-error';
import { type Generation, isObject } from './generation';
import type { Reply } from './http';

/** How much of a body an error quotes. */
const quotedLength = 120;

/**
 * What a reply holds, out of its wrapping; `undefined` for an empty 200. Anything else but an answer throws with route,
 * status and body: `unauthorized` (401, 403), `too-large` (413), `engine-error` (other statuses, `success: false`,
 * `{ error }` in a 200), `bad-answer` (not JSON).
 */
export function answerOf(reply: Reply, generation: Generation): unknown {
  const { status, body } = reply;
  if (status === 401 || status === 403) {
    const remedy =
      'set VEXFS_API_KEY to a key of that server whose role is writer or admin, and VEXFS_URL to the server';
    throw failed('unauthorized', reply, `refused the API key: ${seen(reply)}`, remedy);
  }
  if (status === 413) throw failed('too-large', reply, `refused the body as too large: ${seen(reply)}`);
  if (status !== 200) throw failed('engine-error', reply, `answered with ${seen(reply)}`);
  if (body === '' && generation === 'unified') return undefined;
  let answer: unknown;
  try {
    answer = JSON.parse(body);
  } catch {
    throw badAnswer(reply, 'what is not JSON');
  }
  if (!isObject(answer)) throw badAnswer(reply, 'no object');
  if (answer.success === false || answer.error) throw failed('engine-error', reply, `failed: ${seen(reply)}`);
  if (generation === 'unified') return answer;
  if (answer.success !== true) throw badAnswer(reply, 'neither success nor failure');
  return answer.data;
}

/** `bad-answer`: a 200 that holds something else than was asked for. */
export const badAnswer = (reply: Reply, what: string): LabError =>
  failed('bad-answer', reply, `answered with ${what}: ${seen(reply)}`);

export const failed = (code: string, { route }: Reply, what: string, remedy?: string): LabError =>
  new LabError({ code, where: 'vexfs', what: `${route} ${what}`, ...(remedy && { remedy }) });

/** Status and body of a reply as a sentence may quote them. */
export function seen({ status, body }: Pick<Reply, 'status' | 'body'>): string {
  if (body.trim() === '') return `${status} and an empty body`;
  const text = body.replace(/\s+/g, ' ');
  return `${status} ${text.length > quotedLength ? `${text.slice(0, quotedLength)}…` : text}`;
}
