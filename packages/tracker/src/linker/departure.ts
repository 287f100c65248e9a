import type { Client } from '@continuo/core';
import { storedVisit } from '../visit/visit.ts';
import { PARAMETER, withToken } from './parameter.ts';

/** Milliseconds that a token is worth using: the backend takes it for two minutes. */
const FRESH_MS = 90_000;

/**
 * Adds a token to links and GET forms that lead to another domain of ours, at the moment they are followed. It is asked
 * for when the visitor seems about to: following never waits. Where it is not there in time, or there is no consent,
 * the address stays as it is.
 */
export function depart(client: Client, isOurs: (host: string) => boolean, signal?: AbortSignal): void {
  const { consent, options, platform, request } = client;
  /** Made for this anonymousId. */
  let ready: { token: string; a: string; at: number } | undefined;
  let asking = false;

  const visit = () => (consent.allows('analytics') ? storedVisit(platform.small) : undefined);
  const isFresh = (a: string) => ready?.a == a && performance.now() - ready.at < FRESH_MS;

  async function prepare(): Promise<void> {
    const { a, s, c } = visit() ?? {};
    if (!a || asking || isFresh(a)) return;
    asking = true;
    try {
      const campaign = c && (JSON.parse(c) as object);
      const body = { key: options.key, anonymousId: a, sessionId: s, campaign };
      const { link: token } = await request<{ link: string }>('/v1/links', { body });
      ready = { token, a, at: performance.now() };
    } catch {
      // The next sign of going asks again.
    }
    asking = false;
  }

  /** The token, for one use. */
  function take(): string | undefined {
    const token = isFresh(visit()?.a ?? '') ? ready!.token : undefined;
    ready = undefined;
    return token;
  }

  /** Where it leads, if that is another domain of ours. It must not be told to who is not told where visitors come from. */
  function goalOf(node: EventTarget, submitter?: HTMLElement | null): URL | undefined {
    const form = node instanceof HTMLFormElement;
    if (!form && !((node instanceof HTMLAnchorElement || node instanceof HTMLAreaElement) && node.href))
      return;
    const said = (name: string) => submitter?.getAttribute(`form${name}`) ?? node.getAttribute(name) ?? '';
    if (/noreferrer/i.test(node.rel) || (form && !/^(get)?$/i.test(said('method')))) return;
    const address = form ? said('action') : node.href;
    if (!URL.canParse(address, document.baseURI)) return;
    const url = new URL(address, document.baseURI);
    const safe = url.protocol == 'https:' || url.protocol == location.protocol;
    return safe && /^https?:$/.test(url.protocol) && isOurs(url.hostname) ? url : undefined;
  }

  const look = (event: Event) => {
    // Who touches gives no sign before: any touch counts where there is such a link.
    const touch = (event as PointerEvent).pointerType == 'touch';
    const nodes = [...event.composedPath(), ...(touch ? [...document.links, ...document.forms] : [])];
    if (nodes.some((node) => goalOf(node))) void prepare();
  };

  const follow = (event: MouseEvent) => {
    if (event.type == 'auxclick' && event.button != 1) return;
    for (const node of event.composedPath()) {
      const goal = node instanceof HTMLFormElement ? undefined : goalOf(node);
      const token = goal && take();
      if (!token) continue;
      const link = node as HTMLAnchorElement;
      const written = link.getAttribute('href')!;
      const decorated = (link.href = withToken(goal, token));
      // Read by then; and who copies the link later gets it as it was.
      setTimeout(() => link.href == decorated && link.setAttribute('href', written));
    }
  };

  const send = ({ target, submitter }: SubmitEvent) => {
    const token = goalOf(target!, submitter) && take();
    if (!token) return;
    const field = Object.assign(document.createElement('input'), {
      type: 'hidden',
      name: PARAMETER,
      value: token,
    });
    (target as HTMLFormElement).append(field);
    setTimeout(() => field.remove());
  };

  // In the first phase: a router that takes the click reads the address after us.
  const listening = { capture: true, ...(signal && { signal }) };
  for (const sign of ['pointerover', 'pointerdown', 'focusin']) addEventListener(sign, look, listening);
  for (const way of ['click', 'auxclick'] as const) addEventListener(way, follow, listening);
  addEventListener('submit', send, listening);
}
