import { utmOf, type Campaign } from '../context/utm.ts';

/** What kind of site a visitor came from: `google`, `organic`. */
export interface Source {
  source: string;
  medium: string;
}

/**
 * Other sites by medium, the more special first. `name.` matches that name under any ending, all else that host; both
 * with what is below them. `=` gives the source where it is not the name itself.
 */
const SITES: Record<string, string> = {
  mail: 'mail. outlook.live.=outlook outlook.office.=outlook outlook.office365.=outlook com.google.android.gm=google',
  organic:
    'google. com.google.android.googlequicksearchbox=google bing. search.yahoo. duckduckgo. baidu. sogou. so.com=360 ' +
    'sm.cn=shenma yandex. ya.ru=yandex search.naver. daum. ecosia. search.brave. startpage. qwant. seznam.',
  social:
    'facebook. fb.com=facebook messenger. instagram. threads. t.co=twitter x.com=twitter twitter. linkedin. ' +
    'lnkd.in=linkedin pinterest. pin.it=pinterest reddit. tiktok. douyin. youtube. youtu.be=youtube weibo. ' +
    'xiaohongshu. xhslink.com=xiaohongshu zhihu. bilibili. b23.tv=bilibili weixin.qq.com=wechat line.me=line ' +
    'whatsapp. wa.me=whatsapp t.me=telegram telegram. snapchat. quora. vk.com=vk discord. kakao. tumblr. lihkg. dcard.',
};

const rules = Object.entries(SITES).flatMap(([medium, sites]) =>
  sites.split(' ').map((site) => {
    const [host, source] = site.split('=') as [string, string?];
    // `mail.` is a name below somebody's domain; any other is the domain's own.
    const ending =
      host == 'mail.' ? '([a-z-]+)\\.[a-z.]+' : host.endsWith('.') ? '[a-z]{2,4}(\\.[a-z]{2})?' : '';
    const name = source ?? /([^.]+)\.?$/.exec(host)![1]!;
    return [RegExp(`(?:^|\\.)${host.replaceAll('.', '\\.')}${ending}$`), name, medium] as const;
  }),
);

/** `www.google.com.hk` → `google`, `organic`; undefined for a site that has no name here. */
export function sourceOf(host: string): Source | undefined {
  for (const [pattern, name, medium] of rules) {
    const found = pattern.exec(host);
    if (found) return { source: name == 'mail' ? found[1]! : name, medium };
  }
}

/** Parameters that advertisers' networks add to links, and what they stand for. */
const CLICKS: Record<string, string> = {
  gclid: 'google cpc',
  gbraid: 'google cpc',
  wbraid: 'google cpc',
  dclid: 'google display',
  msclkid: 'bing cpc',
  fbclid: 'facebook social',
  ttclid: 'tiktok cpc',
  twclid: 'twitter cpc',
  li_fat_id: 'linkedin cpc',
  epik: 'pinterest cpc',
  ScCid: 'snapchat cpc',
  yclid: 'yandex cpc',
  bd_vid: 'baidu cpc',
  gdt_vid: 'tencent cpc',
};

/** The site that linked here; undefined for this site's own pages and their like (`www.`, a domain below). */
function linkedFrom(referrer: string, here: string): string | undefined {
  const bare = (host: string) => '.' + host.replace(/^www\./, '');
  if (!URL.canParse(referrer)) return undefined;
  const from = bare(new URL(referrer).hostname);
  const own = bare(here);
  return from == '.' || from.endsWith(own) || own.endsWith(from) ? undefined : from.slice(1);
}

/**
 * Where somebody who opened `url` came from: what the link says (UTM, else an advertiser's click id), else what the
 * referrer says; `{}` when nothing says anything. Give it to `createTracker` as `campaignOf`.
 */
export function campaignOf(url: URL, referrer: string): Campaign {
  const utm = utmOf(url);
  for (const [clickType, meaning] of Object.entries(CLICKS)) {
    const clickId = url.searchParams.get(clickType);
    if (!clickId) continue;
    const [source, medium] = meaning.split(' ') as [string, string];
    return { ...(utm.source ? {} : { source, medium }), ...utm, clickType, clickId };
  }
  const host = linkedFrom(referrer, url.hostname);
  return utm.source || !host ? utm : { ...(sourceOf(host) ?? { source: host, medium: 'referral' }), ...utm };
}
