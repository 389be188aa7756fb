import type { ServerRecipe, UrlPart } from '../server-recipe';
import { withoutPassword } from './without-password';

const shown: { readonly [part in UrlPart]: string } = { path: 'a path', credentials: 'a user or password' };

/**
 * Why a URL of the environment is not used though a server may answer there: it has a part that the adapter could not use, and
 * would silently leave out. What is no URL is refused when nobody answers there.
 */
export function refuseUrl(
  url: string,
  { urlVariable, urlParts = [] }: Pick<ServerRecipe, 'urlVariable' | 'urlParts'>,
): { why: string; remedy: string } | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed?.host) return undefined;
  const { pathname, username, password } = parsed;
  const there: UrlPart[] = [
    ...(pathname.length > 1 ? (['path'] as const) : []),
    ...(username || password ? (['credentials'] as const) : []),
  ];
  const unused = there.filter((part) => !urlParts.includes(part)).map((part) => shown[part]);
  if (unused.length === 0) return undefined;
  return {
    why: `${urlVariable} = ${withoutPassword(url)} has ${unused.join(' and ')}, which this engine's client cannot use`,
    remedy: `set ${urlVariable} without ${unused.join(' and ')}`,
  };
}
