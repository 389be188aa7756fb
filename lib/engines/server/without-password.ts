/** A URL as it may be shown and recorded: without user, password and values of its query that may be secrets. */
export function withoutPassword(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  // What is no URL may still hold a secret before its last @.
  if (!parsed?.host) return url.replace(/^.*@/s, '…@');
  if (parsed.password) parsed.password = '…';
  else if (parsed.username && !parsed.protocol.startsWith('postgres')) parsed.username = '…';
  for (const name of parsed.searchParams.keys()) if (!open.has(name)) parsed.searchParams.set(name, '…');
  // Only the lab's own mark is decoded: what else stands there may be no text.
  return parsed.href.replaceAll('%E2%80%A6', '…').replace(/\/$/, '');
}

/** Names in a URL's query whose values are no secret. */
const open: ReadonlySet<string> = new Set(['grpc', 'sslmode', 'application_name']);
