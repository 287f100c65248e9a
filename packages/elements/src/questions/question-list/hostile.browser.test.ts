import { expect, fixture, html } from '@open-wc/testing';
import { hostileTexts } from '@continuo/protocol/testing';
import '../../define/question-list.ts';
import { answer, fakeQuestions, question } from '../../testing/fake-questions.ts';
import { fakeClient, json, until } from '../../testing/support.ts';

/** Names stand among other words, so they are shown without marks that would turn those around. */
const undirected = (text: string): string => text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '');

it('<continuo-question-list> shows a thousand hostile texts as text: nothing runs, nothing is pushed off the page', async function () {
  this.timeout(0); // so much text takes as long as the machine needs
  const texts = hostileTexts(1_000);
  const questions = Array.from({ length: texts.length / 4 }, (_, n) =>
    question(`h${n}`, {
      body: texts[4 * n]!,
      author: texts[4 * n + 1]!,
      answerCount: 1,
      answers: [
        answer(`a${n}`, {
          ...{ questionId: `h${n}`, body: texts[4 * n + 2]!, author: texts[4 * n + 3]! },
          ...{ brand: n % 2 === 0, best: n % 3 === 0 },
        }),
      ],
    }),
  );
  const client = fakeClient(
    fakeQuestions({
      instead: ({ pathname }) =>
        pathname.endsWith('/products/pot/questions')
          ? json({ questions, total: questions.length })
          : undefined,
    }),
  );
  const element = (
    await fixture(
      html`<div style="inline-size: 320px">
        <continuo-question-list product-id="pot" .client=${client}></continuo-question-list>
      </div>`,
    )
  ).querySelector('continuo-question-list')!;
  await until('they are there', () => element.matches(':state(ready)'));
  const shadow = element.shadowRoot!;
  const articles = [...shadow.querySelectorAll('[part=list] article')];
  expect(articles.length).to.equal(questions.length);
  for (const [n, article] of articles.entries()) {
    const { body, author, answers } = questions[n]!;
    for (const said of [body, author, answers[0]!.body, answers[0]!.author])
      expect(undirected(article.textContent)).to.include(undirected(said));
  }
  expect(
    shadow.querySelectorAll('script, img, iframe, svg[onload], h1, style, base, meta, a').length,
  ).to.equal(0);
  for (const one of shadow.querySelectorAll('*'))
    for (const { name } of one.attributes) expect(name).not.to.match(/^on/);
  expect((window as { pwned?: unknown }).pwned).to.equal(undefined);
  expect(element.scrollWidth).to.be.at.most(element.clientWidth + 1);
});
