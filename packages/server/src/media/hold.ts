import type { AttachedMedia, Media } from '@continuo/protocol';
import { MEDIA_LIMITS } from '@continuo/protocol/constants';
import { cleanLine } from '../catalog/index.ts';
import type { Tx } from '../database/index.ts';
import { problem } from '../http/problem.ts';
import { ownersOf, type Visitor } from '../identity/index.ts';
import type { Workspace } from '../workspaces/index.ts';

/**
 * Gives the visitor's own finished uploads to what they wrote, and answers how they are shown, in this order. Throws when
 * one is not theirs, is not ready, belongs to something else already, or there are too many.
 * @param holder what they belong to: `review <id>`
 */
export async function holdMedia(
  tx: Tx,
  { ws, actor, holder, now }: { ws: Workspace; actor: Visitor; holder: string; now: Date },
  wanted: readonly AttachedMedia[],
): Promise<Media[]> {
  if (wanted.length === 0) return [];
  const ids = wanted.flatMap(({ id, poster }) => (poster === undefined ? [id] : [id, poster]));
  if (new Set(ids).size < ids.length)
    throw problem('request/invalid', {
      detail: 'The same photo or video is there twice',
      issues: [{ path: 'body.media', message: 'holds an id twice' }],
    });
  const rows = await tx
    .selectFrom('media')
    .select(['id', 'state', 'media', 'holder'])
    .where('ws', '=', ws.id)
    .where('id', 'in', ids)
    .where('owner', 'in', await ownersOf(tx, ws, actor))
    .where('state', '<>', 'removed')
    .orderBy('id')
    .forUpdate()
    .execute();
  const found = new Map(rows.map((row) => [row.id, row]));
  const take = (id: string): Omit<Media, 'alt'> => {
    const row = found.get(id);
    if (!row) throw problem('media/unknown', { detail: 'An upload is not there, or not the author’s' });
    if (!row.media || row.holder !== null)
      throw problem('media/not-ready', {
        detail: row.holder === null ? `An upload is ${row.state}` : 'An upload belongs to something else',
      });
    return row.media;
  };
  const media = wanted.map(({ id, alt = '', poster }): Media => {
    const its = { ...take(id), alt: cleanLine(alt) };
    return poster === undefined ? its : withPoster(its, take(poster));
  });
  for (const [kind, most] of [
    ['photo', MEDIA_LIMITS.photos],
    ['video', MEDIA_LIMITS.videos],
  ] as const)
    if (media.filter((its) => its.kind === kind).length > most)
      throw problem('media/too-many', { detail: `At most ${most} of kind ${kind}` });
  await tx
    .updateTable('media')
    .set({ holder, changed_at: now })
    .where('ws', '=', ws.id)
    .where('id', 'in', ids)
    .execute();
  return media;
}

/** A video with the photo that stands for it; where its file does not say how large it is, the photo does. */
function withPoster(video: Media, { kind, ...poster }: Omit<Media, 'alt'>): Media {
  if (video.kind !== 'video' || kind !== 'photo')
    throw problem('request/invalid', {
      detail: 'What has a poster is a video, and the poster is a photo',
      issues: [{ path: 'body.media', message: 'has a poster that is none' }],
    });
  const { width = poster.width, height = poster.height } = video;
  return {
    ...video,
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
    poster,
  };
}
