const TEXTS = [
  '<img src=x onerror="alert(1)"><script>alert(1)</script>',
  '\u202eeverything after this would turn round\u2066',
  'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen'.repeat(4),
  'يسكب الشاي دون أن يقطر ويبقى دافئًا لساعة كاملة',
  '👩🏽‍🚀🏳️‍🌈👨‍👩‍👧‍👦 e\u0301\u0301\u0301\u0301 ﷽ Z\u0351\u036b\u0343\u036a\u0302A\u0358\u0321L\u0357',
  '"\'`\\${7*7}{{7*7}}%00&lt;b&gt;',
  '漢字かなカナ한글'.repeat(12),
];

/** The text with what people, and those who mean harm, may write into it. The same text gives the same. */
export function hostile(text: string): string {
  const place = [...text].reduce((sum, sign) => sum + sign.codePointAt(0)!, 0);
  return `${TEXTS[place % TEXTS.length]} ${text} ${TEXTS[(place + 3) % TEXTS.length]}`;
}
