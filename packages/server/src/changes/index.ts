export { announce, announceAll, type Announcement, type Subject } from './announce.ts';
