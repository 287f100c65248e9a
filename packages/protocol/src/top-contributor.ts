/**
 * Who is a top contributor: somebody of whose published reviews so many were each found helpful by so many readers or more,
 * and by more than not. Stars have no part in it, and nobody says it.
 */
export const TOP_CONTRIBUTOR = { reviews: 3, helpful: 3 } as const;
