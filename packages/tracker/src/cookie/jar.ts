const OURS = 'continuo:';

/** Cookies of a domain, read and written by names and values as they are. */
export function jarOf(domain: string) {
  const read = (): [name: string, value: string][] =>
    document.cookie
      .split('; ')
      .filter((pair) => pair.startsWith(encodeURIComponent(OURS)))
      .map((pair) => {
        const at = pair.indexOf('=');
        return [decoded(pair.slice(0, at)), decoded(pair.slice(at + 1))];
      });
  const write = (name: string, value: string, seconds: number) => {
    const secure = location.protocol == 'https:' ? '; Secure' : '';
    document.cookie =
      `${encodeURIComponent(name)}=${encodeURIComponent(value)}; Domain=${domain}; Path=/; ` +
      `Max-Age=${seconds}; SameSite=Lax${secure}`;
  };
  const jar = {
    names: () => read().map(([name]) => name),
    get: (name: string): string | null => read().find(([its]) => its == name)?.[1] ?? null,
    remove: (name: string) => write(name, '', 0),
    /** False where the browser refuses: not its domain, blocked, or more than four kilobytes. */
    set(name: string, value: string, seconds: number): boolean {
      write(name, value, seconds);
      const taken = jar.get(name) == value;
      if (!taken) jar.remove(name);
      return taken;
    },
  };
  return jar;
}

/** Somebody else may have written there: what is not well-formed is no value of ours. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/** The anonymousId and the session of a stored visit; neither, where it is something else. */
export function visitIn(value: string | null): { a?: string; s?: string } {
  try {
    return (JSON.parse(value!) as { a?: string; s?: string } | null) ?? {};
  } catch {
    return {};
  }
}
