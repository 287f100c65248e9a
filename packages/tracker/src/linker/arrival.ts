import type { Client } from '@continuo/core';
import type { CarriedVisit } from '@continuo/protocol';
import { storedVisit, VISIT } from '../visit/visit.ts';
import { withoutToken } from './parameter.ts';

/** Milliseconds that events wait for the answer. */
const ANSWER_MS = 2_000;

/** Resolves once the visit that this page's address speaks of is taken, or it is known that none will be. */
export async function arrive(client: Client, isOurs: (host: string) => boolean): Promise<void> {
  const { token, search } = withoutToken(location.search);
  if (token === undefined) return;
  // Whatever becomes of it: nobody shall copy or bookmark it.
  history.replaceState(history.state, '', location.pathname + search + location.hash);
  // Anyone can put a token of their own into a link: what does not come from a page of ours is not taken.
  if (!URL.canParse(document.referrer) || !isOurs(new URL(document.referrer).hostname)) return;
  if ((document as { prerendering?: boolean }).prerendering)
    await new Promise((seen) => document.addEventListener('prerenderingchange', seen, { once: true }));
  if (await agreed(client)) await adopt(client, token);
}

/** Whether analytics is allowed, once that is known. */
const agreed = ({ consent }: Client): Promise<boolean> =>
  new Promise((answer) => {
    const look = () => {
      const yes = consent.allows('analytics');
      if (!yes && !consent.choice && consent.mode == 'opt-in') return false;
      answer(yes);
      return true;
    };
    if (look()) return;
    const end = consent.subscribe(() => look() && end());
  });

/** Takes the visit behind a token, unless the answer comes too late, or somebody known is here. */
async function adopt({ request, consent, identity, options, platform }: Client, link: string): Promise<void> {
  let late = false;
  const claimed = request<CarriedVisit>('/v1/links/claim', { body: { key: options.key, link } });
  const taken = Promise.all([claimed, identity.token()]).then(
    ([{ anonymousId: a, sessionId: s, campaign = {} }]) => {
      // A customer's anonymousId is theirs for ever.
      if (late || identity.userId || storedVisit(platform.small)?.u || !consent.allows('analytics')) return;
      const visit = { a, s, t: s ? Date.now() : 0, c: JSON.stringify(campaign) };
      platform.small.set(VISIT, JSON.stringify(visit));
    },
    // Refused, too old, no network, or it is not known who is here: a visit of its own.
    () => {},
  );
  let stop = () => {};
  const gone = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ANSWER_MS);
    const end = platform.on('hide', resolve);
    stop = () => (end(), clearTimeout(timer));
  });
  await Promise.race([taken, gone]);
  stop();
  late = true;
}
