import { expect } from '@open-wc/testing';
import { pause } from './testing/support.ts';

describe('all elements on a page with a strict policy and Trusted Types', () => {
  it('work, and violate nothing', async () => {
    const frame = document.createElement('iframe');
    frame.src = new URL('./testing/strict.html', import.meta.url).href;
    document.body.append(frame);
    // A document that is just being replaced has no root.
    const dataset = () => (frame.contentDocument?.documentElement as HTMLElement | null)?.dataset;
    for (const end = Date.now() + 45_000; !dataset()?.['done'] && Date.now() < end;) await pause(20);
    expect(dataset()?.['violations']).to.equal(undefined);
    expect(dataset()?.['done']).to.equal('yes');
    frame.remove();
  });
});
