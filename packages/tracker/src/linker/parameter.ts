/** Name of the parameter that carries the token. */
export const PARAMETER = '_continuo';
const START = `${PARAMETER}=`;

/** The address with the token added; all else stays as it is written. */
export function withToken(url: URL, token: string): string {
  const made = new URL(url);
  made.search += `${made.search ? '&' : '?'}${START}${token}`;
  return made.href;
}

/** Takes the token from an address, `search` being its query with the question mark; all else stays as it is written. */
export function withoutToken(search: string): { token?: string; search: string } {
  const parts = search.slice(1).split('&');
  const rest = parts.filter((part) => !part.startsWith(START)).join('&');
  const token = parts.find((part) => part.startsWith(START))?.slice(START.length);
  return { ...(token === undefined ? {} : { token }), search: rest && `?${rest}` };
}
