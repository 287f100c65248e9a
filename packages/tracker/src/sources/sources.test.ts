import assert from 'node:assert/strict';
import { test } from 'node:test';
import { campaignOf } from './sources.ts';

const shop = 'https://www.shop.example/tea';
const says = (url: string, referrer: string) => {
  const { source, medium } = campaignOf(new URL(url, shop), referrer);
  return source ? `${source} ${medium}` : '';
};

const referrers: [referrer: string, expected: string][] = [
  ['', ''],
  ['not an address', ''],
  ['about:blank', ''],
  ['https://www.shop.example/', ''],
  ['https://shop.example/', ''],
  ['https://pay.shop.example/done', ''],
  ['https://www.google.com/', 'google organic'],
  ['https://www.google.com.hk/', 'google organic'],
  ['https://google.co.jp/', 'google organic'],
  ['https://news.google.com/', 'google organic'],
  ['android-app://com.google.android.googlequicksearchbox/', 'google organic'],
  ['https://www.bing.com/', 'bing organic'],
  ['https://cn.bing.com/search?q=tea', 'bing organic'],
  ['https://hk.search.yahoo.com/', 'yahoo organic'],
  ['https://search.yahoo.co.jp/', 'yahoo organic'],
  ['https://duckduckgo.com/', 'duckduckgo organic'],
  ['https://www.baidu.com/link?url=1', 'baidu organic'],
  ['https://m.baidu.com/', 'baidu organic'],
  ['https://www.sogou.com/', 'sogou organic'],
  ['https://www.so.com/', '360 organic'],
  ['https://m.sm.cn/', 'shenma organic'],
  ['https://yandex.ru/', 'yandex organic'],
  ['https://ya.ru/', 'yandex organic'],
  ['https://search.naver.com/', 'naver organic'],
  ['https://www.ecosia.org/', 'ecosia organic'],
  ['https://search.brave.com/', 'brave organic'],
  ['https://l.facebook.com/l.php', 'facebook social'],
  ['https://m.facebook.com/', 'facebook social'],
  ['https://l.instagram.com/', 'instagram social'],
  ['https://www.threads.net/', 'threads social'],
  ['https://t.co/abc', 'twitter social'],
  ['https://x.com/', 'twitter social'],
  ['https://www.linkedin.com/', 'linkedin social'],
  ['https://lnkd.in/abc', 'linkedin social'],
  ['https://www.pinterest.jp/', 'pinterest social'],
  ['https://www.reddit.com/', 'reddit social'],
  ['https://www.tiktok.com/', 'tiktok social'],
  ['https://www.youtube.com/', 'youtube social'],
  ['https://youtu.be/x', 'youtube social'],
  ['https://weibo.com/', 'weibo social'],
  ['https://m.weibo.cn/', 'weibo social'],
  ['https://www.xiaohongshu.com/', 'xiaohongshu social'],
  ['https://www.zhihu.com/', 'zhihu social'],
  ['https://mp.weixin.qq.com/s/x', 'wechat social'],
  ['https://liff.line.me/', 'line social'],
  ['https://web.whatsapp.com/', 'whatsapp social'],
  ['https://lihkg.com/thread/1', 'lihkg social'],
  ['https://www.dcard.tw/', 'dcard social'],
  ['https://mail.google.com/', 'google mail'],
  ['https://mail.qq.com/', 'qq mail'],
  ['https://us.mail.yahoo.com/', 'yahoo mail'],
  ['https://outlook.live.com/', 'outlook mail'],
  ['https://blog.example.org/best-tea', 'blog.example.org referral'],
  ['https://www.teablog.example/', 'teablog.example referral'],
  // Names that merely look alike are other sites.
  ['https://google.com.evil.example/', 'google.com.evil.example referral'],
  ['https://notgoogle.com/', 'notgoogle.com referral'],
  ['https://xx.com/', 'xx.com referral'],
  ['https://evilshop.example/', 'evilshop.example referral'],
  ['https://facebook.com.phish.example/', 'facebook.com.phish.example referral'],
];

for (const [referrer, expected] of referrers)
  test(`a visitor from ${referrer || 'nowhere'} is ${expected || 'direct'}`, () => {
    assert.equal(says(shop, referrer), expected);
  });

const links: [query: string, referrer: string, expected: string][] = [
  ['?utm_source=news&utm_medium=email', '', 'news email'],
  ['?utm_source=news&utm_medium=email', 'https://mail.google.com/', 'news email'],
  ['?utm_source=news', 'https://www.google.com/', 'news undefined'],
  ['?utm_source=', 'https://www.google.com/', 'google organic'],
  ['?utm_campaign=june', 'https://www.google.com/', 'google organic'],
  ['?gclid=1', 'https://www.google.com/', 'google cpc'],
  ['?gbraid=1', '', 'google cpc'],
  ['?wbraid=1', '', 'google cpc'],
  ['?dclid=1', '', 'google display'],
  ['?msclkid=1', 'https://www.bing.com/', 'bing cpc'],
  ['?fbclid=1', 'https://l.facebook.com/', 'facebook social'],
  ['?fbclid=1&utm_source=fb&utm_medium=paid', '', 'fb paid'],
  ['?ttclid=1', '', 'tiktok cpc'],
  ['?twclid=1', '', 'twitter cpc'],
  ['?li_fat_id=1', '', 'linkedin cpc'],
  ['?epik=1', '', 'pinterest cpc'],
  ['?ScCid=1', '', 'snapchat cpc'],
  ['?yclid=1', '', 'yandex cpc'],
  ['?bd_vid=1', '', 'baidu cpc'],
  ['?gdt_vid=1', '', 'tencent cpc'],
  ['?gclid=', 'https://www.google.com/', 'google organic'],
];

for (const [query, referrer, expected] of links)
  test(`the link ${query}${referrer && ` on ${referrer}`} says ${expected}`, () => {
    assert.equal(says(query, referrer), expected);
  });

test('all UTM parameters and the click id are kept under Segment’s names', () => {
  const url = new URL(
    '?utm_source=g&utm_medium=cpc&utm_campaign=june&utm_term=tea&utm_content=a&utm_id=7&gclid=x%2B1&other=no',
    shop,
  );
  assert.deepEqual(campaignOf(url, ''), {
    source: 'g',
    medium: 'cpc',
    name: 'june',
    term: 'tea',
    content: 'a',
    id: '7',
    clickType: 'gclid',
    clickId: 'x+1',
  });
});

test('UTM values are kept as they are, whatever they hold', () => {
  const nasty = '"}]</script><script>\u2028🫖';
  const url = new URL(`?utm_source=${encodeURIComponent(nasty)}`, shop);
  assert.equal(campaignOf(url, '').source, nasty);
});
