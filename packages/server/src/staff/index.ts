export { putStaff, sessionOf, staffName, STAFF_COOKIE, type NewStaff } from './accounts.ts';
