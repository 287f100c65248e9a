import type { Media } from '@continuo/protocol';
import type { Tx } from '../database/index.ts';
import { filesPath } from './file.ts';

interface Holder {
  /** What it belongs to: `review <id>`. */
  holder: string;
  media: readonly Media[];
}

/**
 * Takes note of files of this backend that imported things name: they go with what names them, as if they had been
 * uploaded for it. Those that belong to something already, and those that stay elsewhere, are left as they are.
 */
export async function holdMoved(
  tx: Tx,
  ws: { readonly id: number },
  holders: readonly Holder[],
  now: Date,
): Promise<void> {
  const rows = holders.flatMap(({ holder, media }) =>
    media.flatMap(filesOf).flatMap((one) => {
      const name = nameOf(one.sources[0]?.url);
      if (name === undefined) return [];
      // How many bytes were sent once, nobody knows.
      const sent = { state: 'ready' as const, length: 1, received: 1 };
      const row = { ws: ws.id, id: one.id, owner: '', name, holder, changed_at: now, ...sent };
      return [{ ...row, media: JSON.stringify(one) }];
    }),
  );
  if (rows.length === 0) return;
  await tx
    .insertInto('media')
    .values(rows)
    .onConflict((c) => c.doNothing())
    .execute();
}

/** A video and its poster are uploads of their own. */
const filesOf = ({ alt: _, poster, ...one }: Media): Omit<Media, 'alt'>[] =>
  poster ? [one, { ...poster, kind: 'photo' }] : [one];

function nameOf(url: string | undefined): string | undefined {
  if (!url?.startsWith(`${filesPath}/`)) return undefined;
  const [name = ''] = url.slice(filesPath.length + 1).split('/');
  return /^[\w-]{22}$/.test(name) ? name : undefined;
}
