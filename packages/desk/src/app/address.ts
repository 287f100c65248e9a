/** Where one is at the desk: a list of people or reviews, or one of them. */
export interface Place {
  page: 'people' | 'reviews';
  /** Of the chosen person or review; empty for none. */
  id: string;
}

/** The address of a place: it survives a reload and can be passed on. The backend serves the desk under `/desk`. */
export function addressOf({ page, id }: Place): string {
  if (page === 'reviews') return `/desk/moderation${id && `/${encodeURIComponent(id)}`}`;
  return id ? `/desk/?person=${encodeURIComponent(id)}` : '/desk/';
}

export function placeOf({ pathname, search }: Pick<URL, 'pathname' | 'search'>): Place {
  const [, review] = /^\/desk\/moderation(?:\/([^/]*))?\/?$/.exec(pathname) ?? [];
  if (pathname.startsWith('/desk/moderation')) return { page: 'reviews', id: decoded(review ?? '') };
  return { page: 'people', id: new URLSearchParams(search).get('person') ?? '' };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not an address that the desk made: nobody has such an id.
    return '';
  }
}
