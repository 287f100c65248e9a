/** Where a visit came from, in the fields of Segment's `context.campaign`. */
export interface Campaign {
  source?: string;
  medium?: string;
  name?: string;
  term?: string;
  content?: string;
  id?: string;
  /** The parameter that an advertiser's network added to the link, such as `gclid`, and its value. */
  clickType?: string;
  clickId?: string;
}

/** What the UTM parameters of an address say. */
export function utmOf(url: URL): Campaign {
  const campaign: Record<string, string> = {};
  for (const [key, value] of url.searchParams)
    if (value && key.startsWith('utm_')) campaign[key.slice(4).replace(/^campaign$/, 'name')] = value;
  return campaign;
}
