import { expect } from '@open-wc/testing';
import { createClient } from './client.ts';
import { browserPlatform } from './platform/platform.ts';
import { makeToken, makeWorkspace } from './testing/backend.ts';

describe('a client against the backend', () => {
  // The first workspace starts the backend.
  before(async function () {
    this.timeout(60_000);
    await makeWorkspace();
  });

  it('makes one device for many callers and joins it to the customer who logs in', async () => {
    const workspace = await makeWorkspace();
    let user: string | null = null;
    const client = createClient({
      endpoint: workspace.endpoint,
      key: workspace.publishable,
      platform: browserPlatform(),
      getToken: async () => user && makeToken(workspace, user),
    });
    const [a, b] = await Promise.all([client.identity.ensureDevice(), client.identity.ensureDevice()]);
    expect(a.deviceId).to.equal(b.deviceId);
    expect(await client.identity.token()).to.equal(null);
    user = 'ada';
    await client.login();
    expect(client.identity.userId).to.equal('ada');
    expect(localStorage.getItem(`continuo:${workspace.publishable}:user`)).to.contain(a.deviceId);
    await client.logout();
    expect(client.identity.device).to.equal(undefined);
    const left = Object.keys(localStorage).filter((name) => name.includes(workspace.publishable));
    expect(left).to.deep.equal([`continuo:${workspace.publishable}:wipes`]);
    client.destroy();
  });
});
