import type { BackendClient } from './backend.ts';
import { homePage } from './pages/home.ts';
import { listingPage, readChosen, wishOf } from './pages/listing.ts';
import { productPage } from './pages/product.ts';
import { accountPage, loginPage, orderPage } from './pages/account.ts';
import { checkoutPage } from './pages/checkout.ts';
import { privacyPage, storesPage } from './pages/small.ts';
import type { Page, View } from './pages/view.ts';
import type { Session } from './session.ts';

const LOVED = '8';

export interface Pages {
  /** The page of this address below market and language; undefined when there is none. */
  find(view: View, session: Session, url: URL): Promise<Page | undefined>;
  login(view: View, failed: boolean): Page;
}

const decoded = (part: string): string | undefined => {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined; // not an address that this shop has written
  }
};

/** Fetches what a page needs and makes it. */
export const createPages = ({
  backend,
  token,
}: {
  backend: BackendClient;
  token: (userId: string) => Promise<string>;
}): Pages => {
  const readerOf = (view: View) => ({ market: view.market.id, locale: view.locale });

  const home = async (view: View): Promise<Page> => {
    const [collections, loved, locations] = await Promise.all([
      backend.collections(readerOf(view)),
      backend.products(readerOf(view), { limit: LOVED, available: 'true' }),
      backend.locations(view.locale),
    ]);
    const ratings = await backend.ratings(loved.products.map(({ id }) => id));
    return homePage(view, collections, loved.products, ratings, locations);
  };

  const listing = async (view: View, url: URL, collection?: string): Promise<Page | undefined> => {
    const chosen = readChosen(url.searchParams, collection);
    const [list, collections] = await Promise.all([
      backend.products(readerOf(view), wishOf(chosen)),
      backend.collections(readerOf(view)),
    ]);
    if (collection && !collections.some((c) => c.id === collection)) return undefined;
    const ratings = await backend.ratings(list.products.map(({ id }) => id));
    return listingPage(view, chosen, list, ratings, collections, url.searchParams);
  };

  const product = async (view: View, url: URL, id: string): Promise<Page | undefined> => {
    const found = await backend.product(readerOf(view), id);
    if (!found) return undefined;
    const [stock, locations, collections, list, settings, digest, asked] = await Promise.all([
      backend.stock(id),
      backend.locations(view.locale),
      backend.collections(readerOf(view)),
      backend.reviews(id),
      backend.reviewSettings(view.locale),
      backend.digest(id, view.locale),
      backend.questions(id),
    ]);
    const collection = collections.find((c) => c.title === found.categories[0])?.id;
    const near = collection
      ? await backend.products(readerOf(view), { collection, limit: '5', available: 'true' })
      : undefined;
    const related = (near?.products ?? []).filter((p) => p.id !== id).slice(0, 4);
    const ratings = await backend.ratings([id, ...related.map((p) => p.id)]);
    return productPage(view, found, {
      locations,
      stock,
      related,
      ratings,
      asked,
      reviewed: { list, settings, digest, summary: ratings.get(id)! },
      variant: url.searchParams.get('variant'),
      store: url.searchParams.get('store'),
      collection,
    });
  };

  const timeZone = async (view: View) => (await backend.locations(view.locale))[0]?.timeZone ?? 'UTC';

  const order = async (view: View, session: Session, id: string): Promise<Page | undefined> => {
    const found = await backend.order(id);
    // Somebody else's order and no order look the same.
    const mine =
      found && (session.orders?.includes(id) || (found.userId && found.userId === view.customer?.id));
    return mine ? orderPage(view, found, await timeZone(view)) : undefined;
  };

  const account = async (view: View): Promise<Page> =>
    view.customer
      ? accountPage(view, await backend.ordersOf(await token(view.customer.id)), await timeZone(view))
      : loginPage(view, false);

  return {
    login: loginPage,
    find: async (view, session, url) => {
      const [first = '', second, ...more] = url.pathname.slice(view.base.length + 1).split('/');
      if (more.length) return undefined;
      const id = second === undefined ? undefined : decoded(second);
      switch (first) {
        case '':
          return second === undefined ? home(view) : undefined;
        case 'products':
          return id ? product(view, url, id) : second === undefined ? listing(view, url) : undefined;
        case 'collections':
          return id ? listing(view, url, id) : undefined;
        case 'orders':
          return id ? order(view, session, id) : undefined;
      }
      if (second !== undefined) return undefined;
      switch (first) {
        case 'checkout':
        case 'cart':
          return checkoutPage(view);
        case 'account':
          return account(view);
        case 'stores':
          return storesPage(view, await backend.locations(view.locale));
        case 'privacy':
          return privacyPage(view);
        default:
          return undefined;
      }
    },
  };
};
