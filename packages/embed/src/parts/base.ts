// What every page loads: the client, the commands, and the elements that a page without a shop has too.
import '@continuo/elements/define/consent';
import '@continuo/elements/define/provider';

export { start } from '../page.ts';
