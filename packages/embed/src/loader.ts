// The script tag: a classic script, because it must read its own tag. It makes one global, loads what the page's tags
// need, and nothing else; all chunks are modules beside it. It inserts no element, so no nonce or policy concerns it.
import type { Command, ContinuoGlobal } from './commands.ts';

/** Written by the build: files beside this one; which of them the page's part needs, and which each tag needs. */
declare const CHUNKS: { files: string[]; page: number[]; tags: Record<string, number[]> };
declare const VERSION: string;

const tag =
  (document.currentScript as HTMLScriptElement | null) ??
  document.querySelector<HTMLScriptElement>('script[src*="/continuo.js"]');
const source = new URL(tag?.src || location.href);
/** Attributes, or the query where a tag manager drops attributes. */
const option = (name: string) =>
  tag?.getAttribute(`data-${name}`) ?? source.searchParams.get(name) ?? undefined;

const endpoint = option('endpoint');
const key = option('key');
const tokenUrl = option('token-url');
const options = {
  endpoint,
  key,
  market: option('market'),
  locale: option('locale'),
  consent: option('consent'),
  channel: option('channel'),
  linkDomains: option('link-domains'),
  cookieDomain: option('cookie-domain'),
  cookieServer: option('cookie-server'),
  getToken:
    tokenUrl &&
    (async () => {
      const answer = await fetch(tokenUrl, { headers: { accept: 'application/json' } });
      if (!answer.ok) throw new Error(`continuo: ${tokenUrl} answered ${answer.status}`);
      return ((await answer.json()) as { token?: string | null }).token ?? null;
    }),
};
const configure = ['configure', options] as unknown as Command;

const before = window.continuo;
if (before?.version) {
  // Pasted twice. The same options are fine, others are told by whoever keeps the first.
  if (key) before(...configure);
} else {
  const queue: Command[] = [...(key ? [configure] : []), ...(before?.q ?? [])];
  let run: ((command: Command) => void) | undefined;
  window.continuo = Object.assign(
    ((...command) => (run ? run(command) : queue.push(command))) as ContinuoGlobal,
    {
      version: VERSION,
    },
  );

  /** All files of an entry at once: a chain of imports would take a round trip for each link. */
  const load = (files: number[]) =>
    Promise.all(files.map((n) => import(new URL(CHUNKS.files[n]!, source).href) as Promise<unknown>));
  const started = new Set<string>();
  const attempt = (name: string, files: number[], then?: (modules: unknown[]) => void) => {
    if (started.has(name)) return;
    started.add(name);
    load(files).then(then, (cause: unknown) => {
      console.warn(`continuo: ${name} could not be loaded`, cause);
      started.delete(name);
      addEventListener('online', () => attempt(name, files, then), { once: true });
    });
  };

  /** Loads the elements that a part of the page uses. */
  const discover = (root: ParentNode) => {
    for (const { localName } of [root as Element, ...root.querySelectorAll(':not(:defined)')]) {
      const files = CHUNKS.tags[localName];
      if (files) attempt(localName, files);
    }
  };

  attempt('page', CHUNKS.page, (modules) => {
    const { start } = modules[0] as { start: () => (command: Command) => void };
    const first = start();
    queue.forEach(first);
    run = first;
  });
  discover(document);
  // Also what frameworks and page builders add later.
  new MutationObserver((records) => {
    for (const { addedNodes } of records)
      for (const node of addedNodes) if (node instanceof Element) discover(node);
  }).observe(document, { childList: true, subtree: true });
}
