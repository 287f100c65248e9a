const AGENT = { email: 'ben@example.com', password: 'harbour-agent-1' };

/** The merchant's desk: log-in, list, reviews, and somebody with a story. */
export function desk({ page, camera, url, locale }) {
  const open = async () => {
    // The desk speaks the browser's language.
    await page.evaluateOnNewDocument((language) => {
      Object.defineProperty(navigator, 'language', { get: () => language });
      Object.defineProperty(navigator, 'languages', { get: () => [language] });
    }, locale);
    await page.goto(`${url}/desk/`, { waitUntil: 'domcontentloaded' });
    await page.waitForSelector('desk-app >>> [type=email], desk-app >>> [type=search]', { visible: true });
  };
  const logIn = async () => {
    await open();
    if (await page.$('desk-app >>> [type=search]')) return;
    await (await page.$('desk-app >>> [type=email]')).type(AGENT.email);
    await (await page.$('desk-app >>> [type=password]')).type(AGENT.password);
    await (await page.$('desk-app >>> button')).click();
    await page.waitForSelector('desk-app >>> button.person');
  };
  const search = async (text) => {
    const field = await page.waitForSelector('desk-app >>> [type=search]');
    await field.click({ count: 3 });
    await field.type(text);
  };
  const step = (name, take) => ({ names: [name], take });
  return [
    step('desk-login', async () => {
      await open();
      await camera.take('desk-login', { whole: false });
    }),
    step('desk-list', async () => {
      await logIn();
      await camera.take('desk-list', { whole: false });
    }),
    step('desk-nobody', async () => {
      await logIn();
      await search('nobody of that name');
      await page.waitForFunction(
        () =>
          !document
            .querySelector('desk-app')
            .shadowRoot.querySelector('desk-person-list')
            .shadowRoot.querySelector('button.person'),
      );
      await camera.take('desk-nobody', { whole: false });
    }),
    step('desk-reviews', async () => {
      await logIn();
      await page.goto(`${url}/desk/moderation`, { waitUntil: 'domcontentloaded' });
      await page.waitForSelector('desk-app >>> [role=status]');
      await page.waitForFunction(
        () =>
          document
            .querySelector('desk-app')
            .shadowRoot.querySelector('desk-moderation')
            .shadowRoot.querySelector('[role=status]').textContent,
      );
      await camera.take('desk-reviews', { whole: false });
    }),
    step('desk-person', async () => {
      await logIn();
      await search('mei@example.com');
      await page.waitForFunction(
        () =>
          document
            .querySelector('desk-app')
            .shadowRoot.querySelector('desk-person-list')
            .shadowRoot.querySelectorAll('button.person').length === 1,
      );
      await (await page.$('desk-app >>> button.person')).click();
      await page.waitForSelector('desk-person-page >>> header, desk-app >>> header');
      await page.waitForNetworkIdle({ idleTime: 500, timeout: 5000 }).catch(() => {
        // The live connection stays open: half a minute of silence is not to be waited for.
      });
      await camera.take('desk-person', { whole: false });
    }),
  ];
}
