import type { Poster, ReviewLine } from '@continuo/protocol';
import { filesPath } from '../../media/index.ts';

const bare = (endpoint: string): string => new URL(endpoint).href.replace(/\/+$/, '');

/** A review whose pictures that lie here have whole addresses, which other systems can read. */
export const absolute = (line: ReviewLine, endpoint: string): ReviewLine => {
  const whole = ({ sources }: Pick<Poster, 'sources'>): Pick<Poster, 'sources'> => ({
    sources: sources.map((source) => ({
      ...source,
      url: source.url.startsWith('/') ? `${bare(endpoint)}${source.url}` : source.url,
    })),
  });
  return {
    ...line,
    media: line.media.map((media) => ({
      ...media,
      ...whole(media),
      ...(media.poster && { poster: { ...media.poster, ...whole(media.poster) } }),
    })),
  };
};

/** The path of a file of this backend, which `endpoint` reaches; any other address as it is. */
export function local(address: string, endpoint: string | undefined): string {
  if (endpoint === undefined) return address;
  const path = address.slice(bare(endpoint).length);
  return address.startsWith(bare(endpoint)) && path.startsWith(`${filesPath}/`) ? path : address;
}
