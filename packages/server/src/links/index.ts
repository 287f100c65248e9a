export { forgetLinks } from './routes.ts';
