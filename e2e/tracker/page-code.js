/** The page: a tracker that has the visitor's yes, and `mark(from, count, pad)` to make numbered events. */
export const pageCode = (endpoint) => `
import { configure } from '@continuo/core/browser';
import { createTracker } from '@continuo/tracker';
window.violations = [];
addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective + ' ' + event.blockedURI));
addEventListener('pageshow', (event) => { window.persisted = event.persisted; });
const query = new URLSearchParams(location.search);
const client = configure({ endpoint: ${JSON.stringify(endpoint)}, key: 'pk_e2e', getToken: query.has('customer') ? async () => null : undefined });
if (!query.has('undecided')) client.consent.choose({ analytics: true }, 'e2e');
const tracker = createTracker(client);
const told = { deliver: 0, drop: [] };
tracker.on('deliver', ({ count }) => (told.deliver += count));
tracker.on('drop', ({ count, reason }) => told.drop.push([count, reason]));
/** Text that does not pack. */
const noise = (length) => Array.from(crypto.getRandomValues(new Uint8Array(length * 0.75)), (b) => String.fromCharCode(b))
  .join('').replace(/[^]{1,3000}/g, (part) => btoa(part));
const mark = (from, count, pad = 0) => {
  for (let n = from; n < from + count; n++) tracker.track('Marked', { n, ...(pad && { text: noise(pad) }) });
};
Object.assign(window, { client, tracker, told, mark });
const start = query.get('start');
if (start) { mark(0, 20); location.href = start; }
`;
