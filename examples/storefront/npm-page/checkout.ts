/**
 * The check-out page: shows the quote of the cart, pays once. The page's script tag has made the client; this bundle
 * shares it and its cart.
 */
import { createCart, type Cart } from '@continuo/cart';
import { defaultClient, onDefaultClient, type Client } from '@continuo/core';
import type { Quote } from '@continuo/protocol';
import { showSummary } from './summary.ts';
import { words, type ProblemName } from './words.ts';

const root = document.querySelector<HTMLElement>('[data-checkout]')!;
const form = root.querySelector<HTMLFormElement>('[data-form]')!;
const payButton = root.querySelector<HTMLButtonElement>('[data-pay]')!;
const failure = root.querySelector<HTMLElement>('[data-failure]')!;
const says = words(root);

/** What was sent and not answered yet: a reload, a crash or a lost answer finds its order by it. */
const PENDING = 'shop:paying';
/** Milliseconds before each repetition of a payment without an answer. The shop's server pays once. */
const RETRIES = [800, 2_000, 4_000];

let quote: Quote | undefined;
let cartId: string | undefined;
let paying = false;

const goToOrder = (id: string) => {
  sessionStorage.removeItem(PENDING);
  location.assign(`${root.dataset['orders']}${encodeURIComponent(id)}`);
};

const tell = (problem: ProblemName | '') => {
  failure.textContent = problem && says.problem(problem);
};

const refresh = () => {
  const payable = quote && quote.lines.some((line) => line.payable > 0);
  payButton.disabled = paying || !payable;
  payButton.textContent = paying ? says.paying : payable && quote ? says.pay(quote.total) : says.payWord;
};

/** Marks the fields that need something; the first gets the focus. True when all is well. */
const check = (): boolean => {
  let first: HTMLInputElement | undefined;
  for (const input of form.querySelectorAll<HTMLInputElement>('input[id]')) {
    const problem = input.validity.valueMissing || !input.value.trim() ? input.required && 'required' : '';
    const wrong =
      problem || (input.type === 'email' && input.value && !/^[^\s@]+@[^\s@]+$/.test(input.value) && 'email');
    const place = form.querySelector(`[data-error="${input.name}"]`);
    if (place) place.textContent = wrong ? says.problem(wrong) : '';
    input.toggleAttribute('aria-invalid', false);
    if (wrong) {
      input.setAttribute('aria-invalid', 'true');
      first ??= input;
    }
  }
  first?.focus();
  return !first;
};

const send = async (body: string): Promise<Response> => {
  for (const wait of [...RETRIES, undefined]) {
    try {
      const answer = await fetch('/checkout/pay', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body,
      });
      if (answer.status < 500 && answer.status !== 429) return answer;
      if (wait === undefined) return answer;
    } catch (error) {
      if (wait === undefined) throw error;
    }
    await new Promise((go) => setTimeout(go, wait));
  }
  throw new Error('unreachable');
};

const pay = async () => {
  if (paying || !quote || !cartId || !check()) return;
  tell('');
  paying = true;
  refresh();
  const body = JSON.stringify({ ...Object.fromEntries(new FormData(form)), cartId, hash: quote.hash });
  sessionStorage.setItem(PENDING, cartId);
  try {
    const answer = await send(body);
    const { order, problem } = (await answer.json()) as { order?: string; problem?: ProblemName };
    if (order) return goToOrder(order);
    sessionStorage.removeItem(PENDING);
    tell(problem ?? 'failed');
    if (problem === 'changed' || problem === 'empty') await freshen();
  } catch {
    tell('network'); // no answer after all tries: the same press may be repeated
    await resume();
  }
  paying = false;
  refresh();
};

let cart: Cart | undefined;

/** Asks for a quote of what the cart is now. */
const freshen = async () => {
  try {
    await cart?.checkout();
  } catch {
    tell('network'); // what is shown stays, and the button waits for a fresh quote
  }
};

const start = (client: Client) => {
  cart = createCart(client);
  const { $totals, $status, $count } = cart;
  let asked = false;
  const show = () => {
    const status = $status.get();
    const totals = $totals.get();
    cartId = status.cartId;
    quote = status.priced === 'fresh' ? totals : undefined;
    if (!paying) showSummary(root, says, status.phase === 'ready' && !$count.get(), totals);
    refresh();
    if (status.phase === 'ready' && $count.get() && !asked) {
      asked = true;
      void freshen();
    }
  };
  $totals.subscribe(show);
  $status.subscribe(show);
};

/** A payment whose answer was lost is looked up before anything else. */
const resume = async () => {
  const pending = sessionStorage.getItem(PENDING);
  if (!pending) return;
  try {
    const answer = await fetch(`/checkout/placed?cart=${encodeURIComponent(pending)}`);
    const { order } = (await answer.json()) as { order: string | null };
    if (order) return goToOrder(order);
    sessionStorage.removeItem(PENDING);
  } catch {
    tell('network'); // kept: asked again when the network is back, or at the next load
  }
};

form.addEventListener('submit', (event) => {
  event.preventDefault();
  void pay();
});
form.addEventListener('input', (event) => {
  const input = event.target as HTMLInputElement;
  if (!input.hasAttribute('aria-invalid')) return;
  input.removeAttribute('aria-invalid');
  const place = form.querySelector(`[data-error="${input.name}"]`);
  if (place) place.textContent = '';
});
void resume();
addEventListener('online', () => void (paying || resume()));
const client = defaultClient();
if (client) start(client);
else onDefaultClient(start);
