/** Announcements wait this long (ms): a region that is filled at once, or twice with the same words, is not read out. */
const PAUSE_MS = 100;

const HIDDEN = [
  'position:fixed',
  'width:1px',
  'height:1px',
  'overflow:hidden',
  'clip-path:inset(50%)',
  'white-space:nowrap',
  '',
].join('!important;');

interface Announcer {
  /** Where words go: the last one is in use. A modal dialog makes all else inert, so it brings its own region. */
  regions: HTMLElement[];
  timer?: ReturnType<typeof setTimeout>;
}

const KEY = Symbol.for('continuo:announcer');

/** One for the document, whichever copy of this code comes first. */
export function announcer(): Announcer {
  const holder = document as Document & { [KEY]?: Announcer };
  return (holder[KEY] ??= { regions: [] });
}

/** Puts the document's region in place, empty: a region that appears together with its words is not read out. */
export function prepareAnnouncer(): void {
  const { regions } = announcer();
  if (regions[0]?.isConnected || !document.body) return;
  const region = document.createElement('div');
  region.setAttribute('role', 'status');
  region.dataset['continuo'] = 'announcer';
  // Through the CSSOM, which a strict policy allows, and so that a page's own rules do not undo it.
  region.style.cssText = HIDDEN;
  document.body.append(region);
  regions[0] = region;
}

/** Says something politely to those who do not see it. The newest words win. */
export function announce(text: string): void {
  prepareAnnouncer();
  const shared = announcer();
  const region = shared.regions.at(-1);
  if (!region) return;
  region.textContent = '';
  clearTimeout(shared.timer);
  shared.timer = setTimeout(() => (region.textContent = text), PAUSE_MS);
}
