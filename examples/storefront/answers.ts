/**
 * What a browser may do on the shop's pages. `trusted-types` names the policies of the elements; pictures may come from
 * wherever a feed has them. `blob:` lets the form of reviews make posters of videos.
 */
const POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' https: data:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html continuo',
].join('; ');

export const pageHeaders = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': POLICY,
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'private, no-cache',
};

export const redirect = (
  to: string,
  status: 302 | 303 = 302,
  headers: Record<string, string> = {},
): Response =>
  new Response(null, { status, headers: { Location: to, 'Cache-Control': 'no-store', ...headers } });

export const jsonAnswer = (data: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(data), {
    status,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...headers },
  });

/** Bytes of a form or of a check-out; nobody needs more. */
const MOST = 16_384;

/** The body as text, or undefined when it is too large. */
export const smallBody = async (request: Request): Promise<string | undefined> => {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of request.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MOST) return undefined;
  }
  return text + decoder.decode();
};
