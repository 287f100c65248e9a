import { htmlWords, listHtml } from '@continuo/headless/reviews/html';
import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { everyWay } from '../../testing/everyway.ts';
import { photo, poster, video } from '../../testing/fake-media.ts';
import { fakeReviews, review, settings, summary } from '../../testing/fake-reviews.ts';
import { all, one, opened, said, shown } from '../../testing/review-list-page.ts';
import { fakeClient, PICTURE, until } from '../../testing/support.ts';
import { takesOver } from '../../testing/take-over.ts';
import { lightStyles } from '../light-styles.ts';

const media = [
  photo('a', { alt: 'The <b>lid</b>' }),
  video('b', { alt: 'It pours' }),
  photo('c', { sources: [{ url: PICTURE, type: 'image/gif' }], width: undefined, height: undefined }),
];
const withMedia = () => fakeReviews({ reviews: [review('m', { media }), review('n')] });
const film = video('f', { alt: 'It pours', poster: poster('p') });
const open = async (at = 0, answer = withMedia()) => {
  const made = await shown('ready', answer);
  const thumb = all(made.element, '[part=thumb]')[at]!;
  thumb.focus();
  thumb.click();
  await until('the viewer is open', () => one(made.element, 'dialog')?.matches(':modal'));
  return { ...made, thumb, dialog: one(made.element, 'dialog') as HTMLDialogElement };
};
const status = (dialog: HTMLElement) => dialog.querySelector('[role=status]')!.textContent.trim();

describe('<continuo-review-list>, photos and videos', () => {
  it('shows them small, at one size whose room is there before they are', async () => {
    const { element } = await shown('ready', withMedia());
    const thumbs = all(element, '[part=thumb]');
    expect(thumbs.map((each) => each.getAttribute('aria-label'))).to.deep.equal([
      'Photo 1: The <b>lid</b>',
      'Video 2: It pours',
      'Photo 3',
    ]);
    for (const { offsetWidth, offsetHeight } of thumbs)
      expect([offsetWidth, offsetHeight]).to.deep.equal([88, 88]);
    const image = thumbs[0]!.querySelector('img')!;
    expect(image.loading).to.equal('lazy');
    expect(image.style.backgroundColor).to.equal('rgb(51, 102, 153)');
    const source = thumbs[0]!.querySelector('source')!;
    expect(source.type).to.equal('image/webp');
    expect(source.srcset).to.equal(`${PICTURE} 160w, ${PICTURE} 1600w`);
    expect(all(element, '[part=media]').length, 'a review without them says nothing').to.equal(1);
  });

  it('shows a video by its poster, under the sign that it is one, and loads nothing of it', async () => {
    const { element } = await shown('ready', fakeReviews({ reviews: [review('m', { media: [film] })] }));
    const thumb = one(element, '[part=thumb]');
    expect(thumb.getAttribute('aria-label')).to.equal('Video 1: It pours');
    const image = thumb.querySelector('img')!;
    expect([image.alt, image.loading, image.width, image.height]).to.deep.equal(['', 'lazy', 88, 88]);
    expect(image.style.backgroundColor).to.equal('rgb(51, 102, 153)');
    expect(thumb.querySelector('video')).to.equal(null);
    const [box, sign] = [thumb, thumb.querySelector('.play')!].map((its) => its.getBoundingClientRect());
    expect(sign!.left + sign!.width / 2).to.be.closeTo(box!.left + box!.width / 2, 1);
    expect(sign!.top + sign!.height / 2).to.be.closeTo(box!.top + box!.height / 2, 1);
  });

  it('takes the place of a video that a server wrote without a visible change', () => {
    const source = { url: '/v1/media/files/none/160.jpg', type: 'image/jpeg', width: 160 };
    const its = { ...film, poster: { ...poster('p'), sources: [source] } };
    const reviews = [review('m', { media: [its] })];
    const options = { endpoint: location.origin };
    const inner = listHtml({ reviews, total: 1 }, settings, htmlWords('en'), options);
    return takesOver('continuo-review-list', lightStyles(), {
      written: `<continuo-review-list product-id="pot">${inner}</continuo-review-list>`,
      ...{ lang: 'en', selectors: ['.thumb', '.thumb img', '.thumb .play'] },
      client: () => fakeClient(fakeReviews({ reviews })),
    });
  });

  it('opens it large with its poster in all the room there is, and loads nothing of it until it is played', async () => {
    const { dialog } = await open(0, fakeReviews({ reviews: [review('m', { media: [film] })] }));
    const large = dialog.querySelector('video')!;
    expect([large.preload, large.poster, new URL(large.src).hash]).to.deep.equal(['none', PICTURE, '']);
    const [box, stage] = [large, dialog.querySelector('.stage')!].map((its) => its.getBoundingClientRect());
    expect([box!.width, box!.height]).to.deep.equal([stage!.width, stage!.height]);
  });

  everyWay('with photos', {
    make: async (wrap) => (await shown('ready', withMedia(), { wrap })).element,
  });

  it('opens one large, leads to the others by keys and buttons, and comes back to where it was', async () => {
    const { dialog, thumb, element } = await open();
    expect(status(dialog)).to.equal('Photo 1 of 3');
    expect(dialog.getAttribute('aria-label')).to.equal('Photo 1 of 3');
    const image = dialog.querySelector('img')!;
    expect([image.alt, image.loading]).to.deep.equal(['The <b>lid</b>', 'eager']);
    expect(dialog.querySelector('[part=caption]')!.textContent).to.equal('The <b>lid</b>');
    const [previous, next] = dialog.querySelectorAll<HTMLElement>('.bar .button');
    expect(previous!.getAttribute('aria-disabled')).to.equal('true');
    await sendKeys({ press: 'ArrowRight' });
    await until('the second', () => status(dialog) === 'Video 2 of 3');
    const { controls, preload, src } = dialog.querySelector('video')!;
    expect([controls, preload, new URL(src).hash], 'its first frame waits to be played').to.deep.equal([
      true,
      'metadata',
      '#t=0.001',
    ]);
    next!.click();
    await until('the third', () => status(dialog) === 'Photo 3 of 3');
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ press: 'ArrowLeft' });
    await until('the second again', () => status(dialog) === 'Video 2 of 3');
    await sendKeys({ press: 'Escape' });
    await until('it is gone', () => !one(element, 'dialog'));
    expect(element.shadowRoot!.activeElement).to.equal(thumb);
  });

  it('fits a telephone, and has no violation that axe can see', async () => {
    await setViewport({ width: 320, height: 640 });
    try {
      const { dialog, element } = await open();
      await expect(element).to.be.accessible();
      for (const part of [dialog, ...dialog.querySelectorAll('button, img, p')]) {
        const { left, right, top, bottom } = part.getBoundingClientRect();
        expect([left >= 0, right <= 320, top >= 0, bottom <= 640], part.outerHTML.slice(0, 80)).to.deep.equal(
          [true, true, true, true],
        );
      }
    } finally {
      await setViewport({ width: 800, height: 600 });
    }
  });

  it('is filtered by them, with words', async () => {
    let last = new URLSearchParams();
    const reviews = [review('m', { media }), review('n')];
    const { element } = await opened(
      'ready',
      fakeReviews({
        reviews,
        find: (query, every) => ((last = query), query.get('media') ? every.slice(0, 1) : every),
        summary: { ...summary, media: 1 },
      }),
    );
    const box = all(element, '.check').find((each) =>
      each.textContent.includes('With photos or videos (1)'),
    )!;
    box.click();
    await until('it is asked for', () => last.get('media') === 'true');
    await until('one is left', () => all(element, '[part=list] article').length === 1);
    await until('it is said', () => said().includes('1 review, with photos or videos'));
  });
});
