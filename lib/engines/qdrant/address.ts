/** A server's address as Qdrant's client wants it, and whole. */
export interface Address {
  /** Scheme and host, without port and path. */
  readonly url: string;
  /** Given in any case: the client would take 6333 where the URL, by the rules of URLs, means 80 or 443. */
  readonly port: number;
  /** Path below which the API lies, as on a server behind a proxy; '' where it is the root. */
  readonly prefix: string;
  /** The whole, ending with a slash. */
  readonly href: string;
}

/** @throws TypeError where it is no URL */
export function addressOf(text: string): Address {
  const { protocol, hostname, port, pathname } = new URL(text);
  const number = Number(port) || (protocol === 'https:' ? 443 : 80);
  const prefix = pathname.replace(/\/+$/, '');
  const url = `${protocol}//${hostname}`;
  return { url, port: number, prefix, href: `${url}:${number}${prefix}/` };
}
