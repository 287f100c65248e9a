export { filesPath } from './file.ts';
export { holdMedia } from './hold.ts';
export { holdMoved } from './moved.ts';
export { folderStorage } from './storage/folder.ts';
export { s3Storage, type S3Options } from './storage/s3.ts';
export type { MediaStorage, Range, StoredFile } from './storage/storage.ts';
export { sweepMedia } from './sweep.ts';
