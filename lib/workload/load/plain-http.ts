import { connect, type Socket } from 'node:net';
import { LabError } from '../../base/lab-error';

/** Asks a server on one path, over as many connections as there are requests under way; each stays open. */
export interface PlainHttp {
  /** Sends JSON in ASCII; resolves with the answer's body: it must be 200 and say its length. LabError `unreachable` or `bad-answer`. */
  post(body: string): Promise<string>;
  close(): void;
}

const endOfHead = '\r\n\r\n';

/**
 * The least that a request over HTTP/1.1 can be: one write of a fixed head and the body, and an answer read whole. It knows the servers
 * that the lab itself starts to hold its clients against, and no other; engines are asked by their own clients.
 */
export function plainHttp(url: string): PlainHttp {
  const { hostname, port, host, pathname } = new URL(url);
  const head = `POST ${pathname} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\ncontent-length: `;
  const all = new Set<Connection>();
  const free: Connection[] = [];
  const open = (): Connection => {
    const connection = new Connection(connect({ host: hostname, port: Number(port), noDelay: true }), url, () => {
      all.delete(connection);
    });
    all.add(connection);
    return connection;
  };
  return {
    post(body) {
      const request = `${head}${body.length}${endOfHead}${body}`;
      return new Promise((resolve, reject) => {
        let connection = free.pop();
        while (connection?.gone) connection = free.pop();
        (connection ??= open()).send(request, free, resolve, reject);
      });
    },
    close() {
      for (const { socket } of all) socket.destroy();
    },
  };
}

class Connection {
  gone = false;
  private text = '';
  private free: Connection[] = [];
  private resolve: ((body: string) => void) | undefined;
  private reject: ((error: Error) => void) | undefined;

  constructor(
    readonly socket: Socket,
    private readonly url: string,
    onGone: () => void,
  ) {
    let cause: Error | undefined;
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => this.read(chunk));
    socket.on('error', (error) => (cause = error));
    socket.on('close', () => {
      this.gone = true;
      onGone();
      const what = `${url} ended the connection${cause ? `: ${cause.message}` : ''}`;
      this.reject?.(new LabError({ code: 'unreachable', where: 'client', what, cause }));
    });
  }

  /** Is put among the free ones when its answer is there, before that is told. */
  send(request: string, free: Connection[], resolve: (body: string) => void, reject: (error: Error) => void): void {
    this.free = free;
    this.resolve = resolve;
    this.reject = reject;
    this.socket.write(request, 'latin1');
  }

  private read(chunk: string): void {
    const text = (this.text += chunk);
    const head = text.indexOf(endOfHead);
    if (head < 0) return;
    const length = /^HTTP\/1\.1 200 .*\r\ncontent-length: (\d+)/is.exec(text.slice(0, head))?.[1];
    if (length === undefined) return this.refuse(text.slice(0, text.indexOf('\r\n')));
    const from = head + endOfHead.length;
    if (text.length < from + Number(length)) return;
    this.text = '';
    const { resolve } = this;
    this.resolve = this.reject = undefined;
    this.free.push(this);
    resolve?.(text.slice(from));
  }

  private refuse(status: string): void {
    const what = `${this.url} answered ${status}, without a length or without success`;
    this.reject?.(new LabError({ code: 'bad-answer', where: 'client', what }));
    this.reject = undefined;
    this.socket.destroy();
  }
}
