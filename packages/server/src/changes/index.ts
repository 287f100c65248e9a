export { eraseChanges } from './queries.ts';
export { announce, announceAll, type Announcement, type Subject } from './announce.ts';
