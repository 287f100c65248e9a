import { expect, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { fakeReviews } from '../../testing/fake-reviews.ts';
import { one, said, shown } from '../../testing/review-list-page.ts';
import { json, until } from '../../testing/support.ts';

describe('<continuo-review-list>, votes and reports', () => {
  it('votes with one press, takes it back with another, and a double click is one', async () => {
    const { element } = await shown('ready', fakeReviews());
    const yes = () => one(element, '[part=vote]');
    const told = oneEvent(element, 'continuo-review-voted');
    yes().click();
    await element.updateComplete;
    expect((await told).detail).to.deep.equal({ reviewId: 'rich', productId: 'pot', vote: 'yes' });
    expect(yes().getAttribute('aria-pressed')).to.equal('true');
    yes().dispatchEvent(new MouseEvent('click', { detail: 2, bubbles: true }));
    await element.updateComplete;
    expect(yes().getAttribute('aria-pressed')).to.equal('true');
    expect(yes().textContent.trim()).to.equal('Yes');
    yes().click();
    await element.updateComplete;
    expect(yes().getAttribute('aria-pressed')).to.equal('false');
  });

  it('reports with the keyboard alone, and asks for a reason', async () => {
    const { element } = await shown('ready', fakeReviews());
    one(element, '[part=report]').focus();
    await sendKeys({ press: 'Enter' });
    await until('the dialog is open', () => one(element, 'dialog')?.matches('[open]'));
    await expect(element).to.be.accessible();
    one(element, 'dialog .primary').click();
    await until('it says so', () =>
      one(element, '#report-problem').textContent.includes('Please choose a reason.'),
    );
    expect(element.shadowRoot!.activeElement).to.equal(one(element, 'dialog input'));
    await sendKeys({ press: ' ' });
    const told = oneEvent(element, 'continuo-review-reported');
    await sendKeys({ press: 'Enter' });
    expect((await told).detail).to.deep.equal({ reviewId: 'rich', productId: 'pot', reason: 'offensive' });
    await until('it is closed', () => !one(element, 'dialog'));
    expect(one(element, '[part=report]').textContent.trim()).to.equal('Reported');
    expect(element.shadowRoot!.activeElement).to.equal(one(element, '[part=report]'));
    await until('it is said', () => said() === 'Thank you. The review was reported.');
  });

  it('keeps a report that could not be sent', async () => {
    const instead = (url: URL) =>
      url.pathname.endsWith('/report') ? json({ code: 'request/internal' }, 500) : undefined;
    const { element } = await shown('ready', fakeReviews({ instead }));
    one(element, '[part=report]').click();
    await until('the dialog is open', () => one(element, 'dialog')?.matches('[open]'));
    one(element, 'dialog [value=untrue]').click();
    one(element, 'dialog .primary').click();
    await until('it says so', () =>
      one(element, '#report-problem').textContent.includes('could not be sent'),
    );
    expect((one(element, 'dialog [value=untrue]') as HTMLInputElement).checked).to.equal(true);
    await sendKeys({ press: 'Escape' });
    await until('it is closed', () => !one(element, 'dialog'));
  });
});
