import { COOKIE_S } from '@continuo/protocol/constants';

/**
 * The cookie that keeps an anonymousId on all hosts of a domain. Pages read it, and delete it when the visitor takes
 * their agreement back: so it is not HttpOnly.
 * @param secure whether the page is one of https; where it is not, a browser would refuse the cookie
 */
export const idCookie = (key: string, anonymousId: string, domain: string, secure: boolean): string =>
  `${encodeURIComponent(`continuo:${key}:id`)}=${anonymousId}; Domain=${domain}; Path=/; ` +
  `Max-Age=${COOKIE_S}; SameSite=Lax${secure ? '; Secure' : ''}`;
