/** Announcements wait this long (ms): a region that is filled at once, or twice with the same words, is not read out. */
const PAUSE_MS = 100;

interface Announcer {
  /** Where words go: the last one is in use. A modal dialog makes all else inert, so it brings its own region. */
  regions: HTMLElement[];
  timer?: ReturnType<typeof setTimeout>;
}

const KEY = Symbol.for('continuo:announcer');

/** One for the document, whichever copy of this code comes first. */
function announcer(): Announcer {
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
  // Set one by one through the CSSOM, which a strict policy allows and a page's own rules do not undo.
  const hidden = {
    position: 'fixed',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    'clip-path': 'inset(50%)',
  };
  for (const [name, value] of Object.entries({ ...hidden, 'white-space': 'nowrap' }))
    region.style.setProperty(name, value, 'important');
  document.body.append(region);
  regions[0] = region;
}

/** While a modal dialog is open, announcements go into a region inside it. Returns the way back. */
export function announceInside(region: HTMLElement): () => void {
  prepareAnnouncer();
  const { regions } = announcer();
  regions.push(region);
  return () => {
    const at = regions.indexOf(region);
    if (at > 0) regions.splice(at, 1);
  };
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
