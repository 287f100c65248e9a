import type { Media, MediaRefusal } from '@continuo/protocol';
import type { ColumnType, Generated } from 'kysely';

export interface MediaTable {
  ws: number;
  /** Made by the visitor's device. */
  id: string;
  /** `u:<userId>` or `d:<deviceId>`. */
  owner: string;
  /** Of its files; nobody can guess it. */
  name: string;
  /** `removed`: its files are being deleted, and the row with the last of them. */
  state: 'uploading' | 'processing' | 'ready' | 'refused' | 'removed';
  reason: MediaRefusal | null;
  /** Bytes of the whole, and how many of them are stored. */
  length: number;
  received: Generated<number>;
  /** Files of these bytes, in order. */
  pieces: Generated<string[]>;
  /** Once it is ready; the text is its holder's. */
  media: ColumnType<Omit<Media, 'alt'> | null, string | undefined, string | null>;
  /** What it belongs to, such as `review <id>`. */
  holder: string | null;
  /** When it last grew, was finished or found its holder. */
  changed_at: Date;
  /** When somebody began to look at the whole. */
  claimed_at: Date | null;
}

export interface MediaTables {
  media: MediaTable;
}
