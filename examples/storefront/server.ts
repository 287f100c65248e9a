import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WorkspaceInfo } from '@continuo/protocol';
import type { JWK } from 'jose';
import { jsonAnswer, pageHeaders, redirect, smallBody } from './answers.ts';
import { BackendClient } from './backend.ts';
import { checkOut, readWanted } from './checkout.ts';
import { createTokens, customerById, logIn } from './customers.ts';
import { fileFrom } from './files.ts';
import { layout } from './pages/layout.ts';
import { messagePage } from './pages/small.ts';
import type { Page, View } from './pages/view.ts';
import { orderIdOf, Payments } from './payments.ts';
import { createPictures, type Pictures } from './pictures/index.ts';
import { createPages } from './routes.ts';
import { isOwn, Sessions, type Session } from './session.ts';
import { textsOf } from './texts.ts';

export interface StorefrontOptions {
  /** The backend, in this process or over the network. */
  api: (request: Request) => Promise<Response>;
  /** Where shop and backend are reached by browsers: `http://localhost:4300`. */
  origin: string;
  publishableKey: string;
  secretKey: string;
  /** Slug of the workspace: the `aud` of customer tokens. */
  workspace: string;
  /** Private ES256 key with a `kid`, whose public part the workspace knows. */
  signingKey: JWK;
  /** Pictures that were drawn and payments that were taken are kept here. */
  dataFolder: string;
  /** The demo's pictures; default: drawn into the data folder. */
  pictures?: Pictures;
  /** Folder with the built script: `continuo.js` and its chunks. */
  assets: string;
  /** Told of every error that a visitor saw. Default: `console.error`. */
  onError?: (error: unknown) => void;
}

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
/** Pages that are found without market and language, as short links have them. */
const PAGES = /^\/(products|collections|checkout|cart|account|orders|stores|privacy)(\/|$)/;

/** The shop as a function from request to answer. */
export const createStorefront = (options: StorefrontOptions): ((request: Request) => Promise<Response>) => {
  const { origin, publishableKey, secretKey, dataFolder, onError = console.error } = options;
  const backend = new BackendClient(options);
  const pictures = options.pictures ?? createPictures(join(dataFolder, 'pictures'));
  const payments = new Payments(dataFolder);
  const sessions = new Sessions(secretKey, origin.startsWith('https:'));
  const token = createTokens(options.signingKey, options.workspace);
  const pages = createPages({ backend, token });

  const viewOf = (workspace: WorkspaceInfo, session: Session, url: URL): View | undefined => {
    const [, marketId, locale = '', ...rest] = url.pathname.split('/');
    const market = workspace.markets.find((m) => m.id === marketId);
    if (!market?.locales.includes(locale)) return undefined;
    return {
      workspace,
      market,
      locale,
      t: textsOf(locale),
      base: `/${market.id}/${locale}`,
      here: `/${rest.join('/')}${url.search}`,
      customer: customerById(session.user),
      script: { endpoint: url.origin, key: publishableKey },
    };
  };

  /** The reader's language where the first market has it, else its first. */
  const front = (workspace: WorkspaceInfo, request: Request): string => {
    const market = workspace.markets[0];
    const wanted = (request.headers.get('accept-language') ?? '').split(',').map((l) => l.trim().slice(0, 2));
    const locale = wanted.flatMap((l) => market?.locales.find((known) => known.startsWith(l)) ?? [])[0];
    return `/${market?.id}/${locale ?? market?.locales[0]}`;
  };

  const show = async (view: View, page: Page, head: boolean): Promise<Response> => {
    const collections = await backend.collections({ market: view.market.id, locale: view.locale });
    return new Response(head ? null : layout(view, page, collections), {
      status: page.status ?? 200,
      headers: pageHeaders,
    });
  };

  /** Log-in, log-out and check-out: only from this shop's own pages. */
  const act = async (request: Request, url: URL, session: Session): Promise<Response> => {
    if (!isOwn(request)) return jsonAnswer({ error: 'not from this shop' }, 403);
    const body = await smallBody(request);
    if (body === undefined) return jsonAnswer({ error: 'too large' }, 413);
    if (url.pathname === '/checkout/pay') return pay(request, body, session);
    const view = viewOf(await backend.workspace(), session, url);
    const page = view && url.pathname.slice(view.base.length);
    if (view && page === '/account/login') {
      const form = new URLSearchParams(body);
      const customer = logIn(form.get('email') ?? '', form.get('password') ?? '');
      if (!customer) return show(view, pages.login(view, true), false);
      return redirect(`${view.base}/account`, 303, {
        'Set-Cookie': sessions.write({ ...session, user: customer.id }),
      });
    }
    if (view && page === '/account/logout')
      return redirect(`${view.base}/account`, 303, { 'Set-Cookie': sessions.write({}) });
    return jsonAnswer({ error: 'not found' }, 404);
  };

  const pay = async (request: Request, body: string, session: Session): Promise<Response> => {
    if (!request.headers.get('content-type')?.startsWith('application/json')) return jsonAnswer({}, 415);
    let parsed: unknown;
    try {
      parsed = JSON.parse(body);
    } catch {
      return jsonAnswer({ problem: 'required' }, 400);
    }
    const wanted = readWanted(parsed);
    if (!wanted) return jsonAnswer({ problem: 'required' }, 422);
    const outcome = await checkOut(wanted, { backend, payments, secretKey });
    if ('problem' in outcome) return jsonAnswer(outcome, 409);
    const { id } = outcome.placed;
    const orders = [id, ...(session.orders ?? []).filter((other) => other !== id)];
    return jsonAnswer({ order: id }, 200, { 'Set-Cookie': sessions.write({ ...session, orders }) });
  };

  /** Whether the answer to a payment was lost: the order of a cart, for whoever knows the cart's id. */
  const placed = async (url: URL, session: Session): Promise<Response> => {
    const order = await backend.order(orderIdOf(secretKey, url.searchParams.get('cart') ?? ''));
    if (!order) return jsonAnswer({ order: null });
    const orders = [order.id, ...(session.orders ?? []).filter((other) => other !== order.id)];
    return jsonAnswer({ order: order.id }, 200, { 'Set-Cookie': sessions.write({ ...session, orders }) });
  };

  const files = async (path: string): Promise<Response | undefined> => {
    if (path.startsWith('/pictures/')) {
      const picture = await pictures(path);
      return picture
        ? new Response(new Uint8Array(picture), {
            headers: { 'Content-Type': 'image/webp', 'Cache-Control': 'public, max-age=86400' },
          })
        : new Response('no such picture', { status: 404 });
    }
    if (path.startsWith('/assets/')) return fileFrom(at('public'), path.slice('/assets/'.length));
    if (path === '/favicon.ico') return redirect('/assets/favicon.svg');
    if (path === '/elements') return redirect('/npm/elements.html');
    if (path.startsWith('/npm/')) {
      const file = await fileFrom(at('npm-page/dist'), path.slice('/npm/'.length) || 'index.html');
      if (!file?.headers.get('Content-Type')?.startsWith('text/html')) return file;
      return new Response(fill(await file.text()), { headers: pageHeaders });
    }
    const built = await fileFrom(options.assets, path.slice(1));
    // The script tag stands on other sites too, and modules are loaded from elsewhere only where that is allowed.
    built?.headers.set('Access-Control-Allow-Origin', '*');
    // A file that is missing is not a page that is missing.
    return (
      built ??
      (/\.(js|css|map|json|svg|png|webp)$/.test(path)
        ? new Response('no such file', { status: 404 })
        : undefined)
    );
  };
  /** The npm page is a file; what differs per installation stands in meta tags. */
  const fill = (text: string) => text.replaceAll('%KEY%', publishableKey);

  const answer = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    const head = request.method === 'HEAD';
    const session = sessions.read(request);
    if (request.method === 'POST') return act(request, url, session);
    if (request.method !== 'GET' && !head) return jsonAnswer({ error: 'method not allowed' }, 405);
    if (url.pathname === '/session/token') {
      const customer = customerById(session.user);
      return jsonAnswer({ token: customer ? await token(customer.id) : null });
    }
    if (url.pathname === '/checkout/placed') return placed(url, session);
    const file = await files(url.pathname);
    if (file) return file;

    const workspace = await backend.workspace();
    if (url.pathname === '/')
      return redirect(`${front(workspace, request)}/`, 302, { Vary: 'Accept-Language' });
    if (PAGES.test(url.pathname)) return redirect(front(workspace, request) + url.pathname + url.search);
    const view = viewOf(workspace, session, url);
    if (view && url.pathname === view.base) return redirect(`${view.base}/`);
    const page = view && (await pages.find(view, session, url));
    if (view && page) return show(view, page, head);
    const lost = view ?? viewOf(workspace, session, new URL(front(workspace, request), url))!;
    const collections = await backend.collections({ market: lost.market.id, locale: lost.locale });
    return show({ ...lost, here: '/' }, messagePage(lost, 'notFound', collections), head);
  };

  return async (request) => {
    try {
      return await answer(request);
    } catch (error) {
      onError(error);
      return new Response(brokenPage, { status: 500, headers: pageHeaders });
    }
  };
};

/** Needs nothing that could be broken, too. */
const brokenPage = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Something went wrong</title><link rel="stylesheet" href="/assets/shop.css"><body><main class="empty whole"><h1>${textsOf('en').broken}</h1><p>${textsOf('en').brokenHelp}</p><p lang="zh-Hant">${textsOf('zh-Hant').broken}。${textsOf('zh-Hant').brokenHelp}</p><p><a class="button" href="">${textsOf('en').retry} · ${textsOf('zh-Hant').retry}</a></p></main></body></html>`;
