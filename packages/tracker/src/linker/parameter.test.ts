import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutToken, withToken } from './parameter.ts';

const TOKEN = 'AAAAAAAAAAAAAAAAAAAAAA';
const addresses: [plain: string, decorated: string][] = [
  ['https://a.example/', `https://a.example/?_continuo=${TOKEN}`],
  ['https://a.example/p?x=1', `https://a.example/p?x=1&_continuo=${TOKEN}`],
  ['https://a.example/p#here', `https://a.example/p?_continuo=${TOKEN}#here`],
  ['https://a.example/p?x=%20y+z&&e=#a?b', `https://a.example/p?x=%20y+z&&e=&_continuo=${TOKEN}#a?b`],
  ['https://a.example/p?q=茶', `https://a.example/p?q=%E8%8C%B6&_continuo=${TOKEN}`],
];
for (const [plain, decorated] of addresses)
  test(`${plain} carries a token and is itself again without it`, () => {
    assert.equal(withToken(new URL(plain), TOKEN), decorated);
    const { search, hash } = new URL(decorated);
    assert.deepEqual(withoutToken(search), { token: TOKEN, search: new URL(plain).search });
    assert.equal(hash, new URL(plain).hash);
  });

test('a token among others is taken alone, one that comes twice goes as a whole, and none is none', () => {
  assert.deepEqual(withoutToken(`?a=1&_continuo=${TOKEN}&b=%2F`), { token: TOKEN, search: '?a=1&b=%2F' });
  assert.deepEqual(withoutToken('?_continuo=first&_continuo=second'), { token: 'first', search: '' });
  assert.deepEqual(withoutToken('?_continuo='), { token: '', search: '' });
  assert.deepEqual(withoutToken('?not_continuo=1'), { search: '?not_continuo=1' });
  assert.deepEqual(withoutToken(''), { search: '' });
});
