const endOfHead = '\r\n\r\n';

/** Takes what comes over one connection and tells of each HTTP/1.1 request once it is whole: its method, and the bytes of its body. */
export function requestReader(whole: (method: string, bodyBytes: number) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  let [method, bytes, missing] = ['', 0, 0];

  return (chunk) => {
    const data = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    rest = Buffer.alloc(0);
    let at = 0;
    while (at < data.length) {
      if (missing === 0) {
        const end = data.indexOf(endOfHead, at);
        if (end < 0) {
          rest = data.subarray(at);
          return;
        }
        const head = data.toString('latin1', at, end);
        method = head.slice(0, head.indexOf(' '));
        bytes = missing = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
        at = end + endOfHead.length;
      }
      // What a body holds nobody looks at.
      const here = Math.min(missing, data.length - at);
      at += here;
      missing -= here;
      if (missing === 0) whole(method, bytes);
    }
  };
}
