import { LabError, messageOf } from '../../base/lab-error';

/** Codes by HTTP status; what is not here is `engine-error`. */
const codes: { readonly [status: number]: string } = {
  401: 'unauthorized',
  402: 'rate-limited',
  403: 'unauthorized',
  404: 'not-found',
  413: 'too-large',
  429: 'rate-limited',
};

const remedies: { readonly [code: string]: string } = {
  unauthorized: 'see PINECONE_API_KEY',
  'rate-limited': 'ask less at once, or see the limits of your plan at https://app.pinecone.io',
  'timed-out': 'see the network, and https://status.pinecone.io',
  unreachable: 'see the network, and https://status.pinecone.io',
};

/** What a server said, with its HTTP status, as the cause of the error that is told. */
export class PineconeAnswer extends Error {
  constructor(
    readonly status: number,
    readonly said: string,
  ) {
    super(`HTTP ${status}: ${said}`);
    this.name = 'PineconeAnswer';
  }
}

/** A response that is no success, as the lab tells it. */
export function answerError(status: number, body: string): LabError {
  const cause = new PineconeAnswer(status, wordsOf(body));
  const wrongDimension = status === 400 && /dimension/i.test(cause.said);
  return told(wrongDimension ? 'wrong-dimension' : (codes[status] ?? 'engine-error'), cause.message, cause);
}

/** Anything that a call of the client throws: it wraps what its fetch threw, sometimes more than once. */
export function pineconeError(error: unknown): LabError {
  let deepest = error;
  while (!(deepest instanceof LabError) && deepest instanceof Error && deepest.cause !== undefined)
    deepest = deepest.cause;
  if (deepest instanceof LabError) return deepest;
  if (deepest instanceof Error && deepest.name === 'TimeoutError') {
    return told('timed-out', 'it did not answer in time', error);
  }
  if (error instanceof Error && error.name === 'PineconeConnectionError') {
    return told('unreachable', `it does not answer (${messageOf(deepest)})`, error);
  }
  return told('engine-error', messageOf(error), error);
}

/** HTTP status that an error came with; undefined where there was no answer. */
export const statusOf = ({ cause }: LabError): number | undefined =>
  cause instanceof PineconeAnswer ? cause.status : undefined;

function told(code: string, what: string, cause: unknown): LabError {
  const remedy = remedies[code];
  return new LabError({ code, where: 'pinecone', what, ...(remedy && { remedy }), cause });
}

/** `{ message }` or `{ error: { message } }`, or the text as it is. */
function wordsOf(body: string): string {
  let said = body;
  try {
    const parsed = JSON.parse(body) as { message?: unknown; error?: { message?: unknown } } | null;
    const message = parsed?.error?.message ?? parsed?.message;
    if (typeof message === 'string') said = message;
  } catch {
    // No JSON: the text of a proxy, say.
  }
  const line = messageOf(said) || 'without a word';
  return line.length > 400 ? `${line.slice(0, 400)}…` : line;
}
