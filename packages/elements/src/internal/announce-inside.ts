import { announcer, prepareAnnouncer } from './announcer.ts';

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
