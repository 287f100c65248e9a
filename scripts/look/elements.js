const DRAWERS = ['ready', 'loading', 'empty', 'error', 'offline'];

/** Every element in every state, as the demo's page of them shows it. */
export function elements({ page, camera, url, locale }) {
  const open = async () => {
    await page.goto(`${url}/npm/elements.html?lang=${locale}`, { waitUntil: 'domcontentloaded' });
    await page.waitForSelector('#ready continuo-cart-drawer:state(ready)');
    await page.waitForNetworkIdle({ idleTime: 700, timeout: 6000 }).catch(() => {
      // A stream that is open is never quiet.
    });
  };
  return [
    {
      names: ['elements'],
      take: async () => {
        await open();
        await camera.take('elements');
      },
    },
    {
      names: DRAWERS.map((state) => `drawer-${state}`),
      take: async () => {
        for (const state of DRAWERS) {
          await open();
          await page.$eval(`#drawer-${state}`, (drawer) => drawer.show());
          await page.waitForSelector(`#drawer-${state} >>> dialog[open]`, { visible: true });
          await camera.take(`drawer-${state}`, { whole: false });
        }
      },
    },
  ];
}
