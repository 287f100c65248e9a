// What the shop's pages do beside their tags. Loaded before the page is drawn; everything here is an extra.

// Commands for Continuo are kept until its script is there.
window.continuo ??= Object.assign((...command) => window.continuo.q.push(command), { q: [] });

/** Without a network the page says so; the cart keeps what is put into it. */
const tellOffline = () => {
  for (const note of document.querySelectorAll('[data-offline]')) note.hidden = navigator.onLine;
};
addEventListener('online', tellOffline);
addEventListener('offline', tellOffline);

/** Leaving: what is on this browser is sent and wiped before the session ends. */
const setUpLogout = (form) => {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const leave = () => form.submit();
    const waited = setTimeout(leave, 4000);
    window.continuo('ready', (client) => {
      client.logout().finally(() => {
        clearTimeout(waited);
        leave();
      });
    });
  });
};

/** Pictures, stock and number of the variant that was chosen. */
const showVariant = (id) => {
  const gallery = document.querySelector('[data-gallery]');
  const pictures = gallery && JSON.parse(gallery.dataset.gallery)[id];
  if (pictures)
    for (const list of gallery.querySelectorAll('ul'))
      list.querySelectorAll('img').forEach((image, i) => {
        const url = pictures[i];
        image.closest('li').hidden = !url;
        if (!url || url === image.dataset.shown) return;
        image.dataset.shown = url;
        // The picture of another glaze would be a lie: until the right one is there, its place stays calm.
        image.classList.add('waiting');
        for (const end of ['load', 'error'])
          image.addEventListener(end, () => image.classList.remove('waiting'), { once: true });
        const own = /^(\/pictures\/.+)-\d+\.webp$/.exec(url)?.[1];
        image.srcset = own ? [320, 640, 960, 1200].map((w) => `${own}-${w}.webp ${w}w`).join(', ') : '';
        image.src = own ? `${own}-640.webp` : url;
      });
  const bar = document.querySelector('[data-sticky]');
  if (bar) bar.querySelector('[data-price]').textContent = JSON.parse(bar.dataset.sticky)[id] ?? '';
  for (const input of document.querySelectorAll('[data-stock] [name=variant]')) input.value = id;
  showStock();
  const url = new URL(location.href);
  url.searchParams.set('variant', id);
  history.replaceState(history.state, '', url);
};
const showStock = () => {
  for (const form of document.querySelectorAll('[data-stock]')) {
    const { variant, store } = form.elements;
    for (const row of form.querySelectorAll('[data-variant]'))
      row.hidden = row.dataset.variant !== variant.value || row.dataset.store !== store.value;
  }
};

/** The button to buy stays within reach of the thumb once it has scrolled away. */
const setUpSticky = (bar, buy) => {
  new IntersectionObserver(([entry]) => {
    bar.hidden = entry.isIntersecting || entry.boundingClientRect.top > 0;
  }).observe(buy);
};

/** What was ordered here as a guest is the customer's once they have logged in, which this page was drawn before. */
const showGuestOrders = async (client) => {
  let leaving = false;
  addEventListener('beforeunload', () => {
    leaving = true;
  });
  await client.login();
  const { orders } = await client.request('/v1/orders', { as: 'customer' });
  const shown = [...document.querySelectorAll('[data-order]')].map(({ dataset }) => dataset.order);
  const reloaded = performance.getEntriesByType('navigation')[0]?.type === 'reload';
  if (!leaving && !reloaded && orders.some(({ id }) => !shown.includes(id))) location.reload();
};

addEventListener('DOMContentLoaded', () => {
  const { kind, events, customer, customerName, customerEmail } = document.body.dataset;
  tellOffline();
  for (const element of document.querySelectorAll('[data-needs-script]')) element.hidden = false;
  for (const event of JSON.parse(events ?? '[]')) window.continuo(...event);
  if (customer) {
    window.continuo('login');
    window.continuo('identify', customer, { name: customerName, email: customerEmail });
  }
  const logout = document.querySelector('[data-logout]');
  if (logout) setUpLogout(logout);

  if (kind === 'account')
    window.continuo('ready', (client) => {
      showGuestOrders(client).catch(() => {
        // Without a network the list stays as the server drew it.
      });
    });

  if (kind === 'product') {
    const buy = document.querySelector('continuo-add-to-cart');
    const bar = document.querySelector('[data-sticky]');
    buy?.addEventListener('change', () => showVariant(buy.variantId));
    if (bar && buy) setUpSticky(bar, buy);
    document.querySelector('[data-stock] select')?.addEventListener('change', showStock);
  }
  if (kind === 'list') {
    const filters = document.querySelector('[data-filters]');
    const wide = matchMedia('(min-width: 900px)');
    for (const details of document.querySelectorAll('[data-open-wide]')) details.open ||= wide.matches;
    filters?.addEventListener('change', (event) => {
      if (event.target.type === 'search') return;
      const chosen = new FormData(filters);
      const picked = [...chosen].filter(([name]) => !['q', 'sort'].includes(name));
      window.continuo('track', 'Product List Filtered', {
        filters: picked.map(([type, value]) => ({ type, value })),
        sorts: [{ type: 'sort', value: chosen.get('sort') }],
      });
      filters.requestSubmit();
    });
    for (const link of document.querySelectorAll('.card a'))
      link.addEventListener('click', () => {
        const id = decodeURIComponent(new URL(link.href).pathname.split('/').pop());
        window.continuo('track', 'Product Clicked', {
          product_id: id,
          name: link.querySelector('.name')?.textContent,
        });
      });
  }
});
