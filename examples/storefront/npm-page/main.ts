import { createCart } from '@continuo/cart';
import { configure } from '@continuo/core/browser';
import { createTracker } from '@continuo/tracker';
import { commerce } from '@continuo/tracker/commerce';
import { pageViews } from '@continuo/tracker/page-views';
import '@continuo/elements/define/add-to-cart';
import '@continuo/elements/define/cart-button';
import '@continuo/elements/define/cart-drawer';
import '@continuo/elements/define/consent';

const key = document.querySelector<HTMLMetaElement>('meta[name=continuo-key]')?.content ?? '';

const client = configure({
  endpoint: location.origin,
  key,
  market: 'hk',
  locale: 'en',
  getToken: async () => {
    const answer = await fetch('/session/token');
    if (!answer.ok) throw new Error(`/session/token answered ${answer.status}`);
    return ((await answer.json()) as { token: string | null }).token;
  },
});
createTracker(client, { plugins: [pageViews(), commerce()] });

// The same cart that the elements show, as a store.
const note = document.querySelector('[data-count]');
createCart(client).$count.subscribe((count) => {
  if (note) note.textContent = count ? `${count} in your cart.` : '';
});
