const DRAWERS = ['ready', 'loading', 'empty', 'error', 'offline'];
/** The widths of a phone, of a tablet and of a laptop. */
const WIDTHS = [320, 768, 1280];

/** Every element in every state, as the demo's page of them shows it. */
export function elements({ page, camera, url, locale }) {
  const open = async (query = '') => {
    await page.goto(`${url}/npm/elements.html?lang=${locale}${query}`, { waitUntil: 'domcontentloaded' });
    for (const tag of ['cart-drawer', 'review-summary', 'review-list', 'question-list'])
      await page.waitForSelector(`.state continuo-${tag}:state(ready)`);
    await page.waitForNetworkIdle({ idleTime: 700, timeout: 6000 }).catch(() => {
      // Pictures are drawn when they are first asked for.
    });
  };
  const press = async (tag, part) => {
    await page.$eval(`#ready-texts ${tag} >>> [part~=${part}]`, (button) => button.click());
  };
  /** Opens what opens, once the question at the lower edge is answered. */
  const openAll = async () => {
    await page.$eval('continuo-consent >>> [part=reject]', (button) => button.click());
    await press('continuo-review-list', 'tools');
    await press('continuo-review-form', 'open');
    await press('continuo-question-form', 'open');
    await press('continuo-question-list', 'answer-button');
    await page.waitForSelector('#ready-texts continuo-review-list >>> [part=filters]');
    for (const tag of ['review-form', 'question-form', 'question-list'])
      await page.waitForSelector(`#ready-texts continuo-${tag} >>> form`);
    // What is missing is said when it is submitted.
    await press('continuo-review-form', 'submit');
    const field = await page.$('#ready-texts continuo-question-form >>> textarea');
    await field.type(locale === 'en' ? 'Is the dishwasher safe?' : '空壺多重');
    await page.waitForSelector('#ready-texts continuo-question-form >>> [part=similar]');
  };
  /** Colours of the system's own, as people choose them. */
  const force = (value) =>
    page.emulateMediaFeatures([
      { name: 'prefers-color-scheme', value: camera.scheme },
      { name: 'prefers-reduced-motion', value: 'reduce' },
      { name: 'forced-colors', value },
    ]);
  const step = (name, take) => ({ names: [name], widths: WIDTHS, take });
  const shot = (name) => camera.take(name, { widths: WIDTHS });
  return [
    step('elements', async () => {
      await open();
      await shot('elements');
    }),
    step('elements-rtl', async () => {
      await open('&dir=rtl');
      await openAll();
      await shot('elements-rtl');
    }),
    step('elements-hostile', async () => {
      await open('&fault=hostile');
      await shot('elements-hostile');
    }),
    step('elements-open', async () => {
      await open();
      await openAll();
      await shot('elements-open');
    }),
    step('elements-forced', async () => {
      await force('active');
      await open();
      await openAll();
      await shot('elements-forced');
      await force('none');
    }),
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
