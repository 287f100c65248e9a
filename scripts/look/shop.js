const CUSTOMER = 'mei@example.com';
const PRODUCTS = ['harbour-teapot', 'stair-cup'];

/** Every page of the shop, in the order in which somebody would come to it: what one step did, the next finds. */
export function shop({ page, camera, url, locale }) {
  const base = `${url}/hk/${locale}`;
  const open = async (path, ready) => {
    await page.goto(base + path, { waitUntil: 'domcontentloaded' });
    await page.waitForSelector('continuo-cart-button:state(ready), continuo-cart-button:state(empty)');
    if (ready) await page.waitForSelector(ready, { visible: true });
  };
  const press = async (selector) => (await page.waitForSelector(selector, { visible: true })).click();
  const consented = async () => {
    const asks = await page.$('continuo-consent >>> [part=banner]');
    if (asks) await press('continuo-consent >>> [part=reject]');
  };
  const openProduct = async (id) => {
    await open(`/products/${id}`, 'continuo-add-to-cart >>> [part=button]:not([disabled])');
    await consented();
  };
  const count = () =>
    page.evaluate(() => {
      const button = document.querySelector('continuo-cart-button').shadowRoot;
      return Number(button.querySelector('[part=count]')?.textContent ?? 0);
    });
  const put = async (id) => {
    await openProduct(id);
    const before = await count();
    await page.evaluate(() =>
      document.querySelector('continuo-add-to-cart').shadowRoot.querySelector('[part=button]').click(),
    );
    await page.waitForFunction(
      (n) =>
        Number(
          document.querySelector('continuo-cart-button').shadowRoot.querySelector('[part=count]')
            ?.textContent,
        ) > n,
      {},
      before,
    );
  };
  const filled = async () => {
    await open('/');
    await consented();
    if (!(await count())) for (const id of PRODUCTS) await put(id);
  };
  const openCart = async () => {
    await page.evaluate(() => document.querySelector('continuo-cart-drawer').show());
    await page.waitForSelector('continuo-cart-drawer >>> dialog[open] :is([part=line], [part=empty])', {
      visible: true,
    });
  };
  const priced = () =>
    page.waitForSelector('continuo-cart-drawer >>> [part=checkout][aria-disabled=false]', { visible: true });
  const filledForm = async () => {
    const texts =
      locale === 'en'
        ? { name: 'Mei Lam', email: CUSTOMER, address: '8 Steeping Steps', city: 'Hong Kong' }
        : { name: '林美', email: CUSTOMER, address: '上環浸茶里 8 號', city: '香港' };
    for (const [name, value] of Object.entries(texts)) {
      const field = await page.waitForSelector(`[data-form] [name=${name}]`);
      await field.click({ count: 3 });
      await field.type(value);
    }
    await page.waitForSelector('[data-pay]:not([disabled])');
  };
  const logIn = async () => {
    await open('/account');
    if (await page.$('[data-logout]')) return;
    await Promise.all([
      page.waitForNavigation({ waitUntil: 'domcontentloaded' }),
      page.evaluate((email) => {
        const known = [...document.forms].find((form) => form.elements.email?.value === email);
        known.requestSubmit();
      }, CUSTOMER),
    ]);
    await page.waitForSelector('[data-logout]');
  };
  const logOut = async () => {
    await open('/account');
    await Promise.all([
      page.waitForNavigation({ waitUntil: 'domcontentloaded' }),
      press('[data-logout] button'),
    ]);
    await page.waitForSelector('input[type=password]');
  };
  const steps = [];
  const step = (names, take, widths) => steps.push({ names: [names].flat(), take, widths });
  /** A page that needs nothing but its address. */
  const still = (name, path, widths) =>
    step(
      name,
      async () => {
        await open('/');
        await consented();
        // What a page decides by its width, it decides when it is loaded.
        await camera.take(name, { widths, before: () => open(path) });
      },
      widths,
    );
  const NARROW = [320, 390, 1280];

  step(['consent-banner', 'consent-preferences'], async () => {
    await open('/', 'continuo-consent >>> [part=banner]');
    await camera.take('consent-banner', { whole: false });
    await press('continuo-consent >>> [part=choose]');
    await page.waitForSelector('continuo-consent >>> dialog[open]');
    await camera.take('consent-preferences', { whole: false });
  });
  step('cart-empty', async () => {
    await open('/collections/teapots');
    await consented();
    await openCart();
    await camera.take('cart-empty', { whole: false });
  });
  still('front', '/');
  still('listing', '/collections/teapots');
  still('search', `/products?q=${encodeURIComponent(locale === 'en' ? 'kettle' : '壺')}`);
  still('nothing-found', '/products?q=bicycle');
  still('stores', '/stores');
  still('privacy', '/privacy');
  still('not-found', '/a-page-that-is-not-there');
  still('login', '/account');
  step(
    ['product', 'product-rtl'],
    async () => {
      await openProduct(PRODUCTS[0]);
      await camera.take('product', { widths: NARROW });
      await page.evaluate(() => (document.documentElement.dir = 'rtl'));
      await camera.take('product-rtl', { widths: NARROW });
    },
    NARROW,
  );
  step('product-variant', async () => {
    await openProduct(PRODUCTS[0]);
    await page.evaluate(() =>
      document
        .querySelector('continuo-add-to-cart')
        .shadowRoot.querySelectorAll('[part=value] input')[2]
        .click(),
    );
    await camera.take('product-variant', { whole: false });
  });
  step('product-scrolled', async () => {
    await openProduct(PRODUCTS[0]);
    await camera.take('product-scrolled', {
      whole: false,
      before: async () => {
        await page.evaluate(() => scrollTo({ top: 1700, behavior: 'instant' }));
        await new Promise((resolve) => setTimeout(resolve, 300));
      },
    });
  });
  step(
    ['cart-filled', 'cart-removed'],
    async () => {
      await filled();
      await openCart();
      await priced();
      await camera.take('cart-filled', { whole: false, widths: NARROW });
      await press('continuo-cart-drawer >>> [part=line] .quiet');
      await page.waitForSelector('continuo-cart-drawer >>> [part=undo]');
      await priced();
      await camera.take('cart-removed', { whole: false, widths: NARROW });
      await press('continuo-cart-drawer >>> [part=undo]');
    },
    NARROW,
  );
  step('checkout-errors', async () => {
    await filled();
    await open('/checkout', '[data-pay]:not([disabled])');
    await press('[data-pay]');
    await camera.take('checkout-errors');
  });
  step(['checkout', 'order'], async () => {
    await filled();
    await open('/checkout');
    await filledForm();
    await camera.take('checkout');
    if (!camera.wants('order')) return;
    await Promise.all([
      page.waitForNavigation({ waitUntil: 'domcontentloaded' }),
      page.evaluate(() => document.querySelector('[data-pay]').click()),
    ]);
    await camera.take('order');
  });
  step('account', async () => {
    await open('/');
    await consented();
    await logIn();
    await camera.take('account');
  });
  step('cart-notice', async () => {
    await open('/');
    await consented();
    await logIn();
    await put(PRODUCTS[0]);
    await openCart();
    await priced();
    await logOut();
    await put(PRODUCTS[1]);
    await logIn();
    await openCart();
    await page.waitForSelector('continuo-cart-drawer >>> [part=notices]', { visible: true });
    await priced();
    await camera.take('cart-notice', { whole: false });
  });
  return steps;
}
