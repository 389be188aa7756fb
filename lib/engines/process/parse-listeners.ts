/** A line of /proc/net/tcp or tcp6 in state LISTEN. */
export interface ListeningSocket {
  readonly address: string;
  readonly port: number;
  readonly loopback: boolean;
  readonly inode: string;
}

const listen = '0A';

/**
 * Reads /proc/net/tcp and tcp6, whose addresses are words of four bytes, each in the byte order of the machine (little
 * endian wherever Linux runs a Node): https://docs.kernel.org/networking/proc_net_tcp.html
 */
export function parseListeners(text: string): ListeningSocket[] {
  return text.split('\n').flatMap((line) => {
    const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
    const [hex = '', port = ''] = local.split(':');
    if (state !== listen) return [];
    const bytes = bytesOf(hex);
    const four = bytes.length === 4 ? bytes : isMapped(bytes) ? bytes.slice(12) : undefined;
    const loopback = four ? four[0] === 127 : bytes.slice(0, 15).every((byte) => byte === 0) && bytes[15] === 1;
    return [{ address: four ? four.join('.') : sixText(bytes), port: Number.parseInt(port, 16), loopback, inode }];
  });
}

/** The bytes of an address in network order. */
function bytesOf(hex: string): number[] {
  const words = hex.match(/.{8}/g) ?? [];
  return words.flatMap((word) => (word.match(/../g) ?? []).reverse().map((byte) => Number.parseInt(byte, 16)));
}

/** An IPv4 address in an IPv6 socket: ::ffff:a.b.c.d. */
const isMapped = (bytes: readonly number[]): boolean =>
  bytes.length === 16 && bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;

/** The longest way to write it, but for the two addresses that matter. */
function sixText(bytes: readonly number[]): string {
  if (bytes.every((byte) => byte === 0)) return '[::]';
  if (bytes.slice(0, 15).every((byte) => byte === 0) && bytes[15] === 1) return '[::1]';
  const groups = Array.from({ length: 8 }, (_, i) =>
    ((bytes[2 * i] ?? 0) * 256 + (bytes[2 * i + 1] ?? 0)).toString(16),
  );
  return `[${groups.join(':')}]`;
}
