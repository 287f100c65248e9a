export { createMedia, mediaUrl } from './media.ts';
export type { MediaUploads, Upload, UploadState } from './types.ts';
