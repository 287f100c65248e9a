export { createMedia } from './media.ts';
export { mediaUrl } from './url.ts';
export type { MediaUploads, Upload, UploadState } from './types.ts';
