import { expect } from '@open-wc/testing';
import { html } from 'lit';
import { until } from '../testing/support.ts';
import { drawAhead, drawRows } from './rows.ts';

describe('rows of a list', () => {
  const list = document.createElement('ul');
  const draw = (...ids: string[]) =>
    drawRows(
      list,
      ids.map((id) => ({ id })),
      ({ id }) => html`<button>${id}</button>`,
    );
  const boxes = () => [...list.children];
  const texts = () => boxes().map((box) => box.textContent);

  beforeEach(() => document.body.append(list));
  afterEach(() => list.remove());

  it('stand in the order that is asked for, each once', () => {
    for (const order of ['abc', 'cab', '', 'bd', 'dbac', 'a']) {
      draw(...order);
      expect(texts().join('')).to.equal(order);
    }
  });

  it('keep their boxes and the focus when others come and go around them', () => {
    draw(...'abc');
    const [, kept] = boxes();
    const button = kept!.querySelector('button')!;
    button.focus();
    draw(...'xyb');
    expect(boxes()[2]).to.equal(kept);
    expect(document.activeElement).to.equal(button);
    draw(...'bz');
    expect(boxes()[0]).to.equal(kept);
    expect(document.activeElement).to.equal(button);
  });

  it('of another list are others', () => {
    draw(...'ab');
    const other = document.createElement('ul');
    drawRows(other, [{ id: 'a' }], () => html`other`);
    expect([texts().join(''), other.textContent]).to.deep.equal(['ab', 'other']);
  });

  it('can be drawn ahead of it, each in a task of its own, with the heights of what was written', async () => {
    const another = document.createElement('ul');
    document.body.append(another);
    const written = [20, 50.5].map((height) => {
      const row = document.createElement('li');
      row.style.height = `${height}px`;
      another.append(row);
      return row;
    });
    const tasks: string[] = [];
    const ahead = drawAhead(
      [...'abc'].map((id) => ({ id })),
      ({ id }) => {
        setTimeout(() => tasks.push(`after ${id}`));
        tasks.push(id);
        return html`<button>${id}</button>`;
      },
      written,
    );
    const drawn = await ahead;
    expect(tasks).to.deep.equal(['a', 'after a', 'b', 'after b', 'c']);
    written.forEach((row) => row.remove());
    drawRows(another, [{ id: 'c' }, { id: 'a' }], ({ id }) => html`<button>${id}</button>`, drawn);
    expect([...another.children]).to.deep.equal([drawn.get('c'), drawn.get('a')]);
    expect([...drawn.values()].map(({ style }) => style.minBlockSize)).to.deep.equal([
      '20px',
      '50.5px',
      '224px',
    ]);
    await until('all are laid out', () => [...drawn.values()].every(({ style }) => style.length === 0));
    another.remove();
  });

  it('that were drawn ahead take their place at once, and show what happened since in the next task', async () => {
    const [another, items] = [document.createElement('ul'), [...'abc'].map((id) => ({ id }))];
    const saying =
      (words: string) =>
      ({ id }: { id: string }) =>
        html`<button>${id} ${words}</button>`;
    const said = () => [...another.children].map((box) => box.textContent);
    const ahead = await drawAhead(items.slice(1), saying('before'), []);
    drawRows(another, items, saying('since'), ahead);
    expect(said()).to.deep.equal(['a since', 'b before', 'c before']);
    await new Promise((resolve) => setTimeout(resolve));
    expect(said()).to.deep.equal(['a since', 'b since', 'c since']);
    drawRows(another, items, saying('later'), ahead);
    expect(said()).to.deep.equal(['a later', 'b later', 'c later']);
  });

  it('that were drawn ahead and anew since do not go back', async () => {
    const another = document.createElement('ul');
    const ahead = await drawAhead([{ id: 'a' }], () => html`before`, []);
    drawRows(another, [{ id: 'a' }], () => html`since`, ahead);
    drawRows(another, [{ id: 'a' }], () => html`later`, ahead);
    await new Promise((resolve) => setTimeout(resolve));
    expect(another.textContent).to.equal('later');
  });
});
