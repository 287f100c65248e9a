import { timingSafeEqual } from 'node:crypto';
import { importJWK, SignJWT, type JWK } from 'jose';

export interface Customer {
  id: string;
  name: { en: string; 'zh-Hant': string };
  email: string;
  password: string;
}

/** The shop's own list of customers. Their passwords are printed on purpose: they are people of a demonstration. */
export const CUSTOMERS: readonly Customer[] = [
  {
    id: 'customer-mei',
    name: { en: 'Mei Lam', 'zh-Hant': '林美' },
    email: 'mei@example.com',
    password: 'jasmine-and-rain',
  },
  {
    id: 'customer-jon',
    name: { en: 'Jon Reyes', 'zh-Hant': '雷俊' },
    email: 'jon@example.com',
    password: 'slow-boat-home',
  },
];

export const customerById = (id: string | undefined): Customer | undefined =>
  CUSTOMERS.find((customer) => customer.id === id);

/** The name as the page's language writes it. */
export const nameOf = (customer: Customer, locale: string): string =>
  locale.startsWith('zh') ? customer.name['zh-Hant'] : customer.name.en;

/** Takes as long for a wrong password as for a right one. */
export const logIn = (email: string, password: string): Customer | undefined => {
  const found = CUSTOMERS.find((customer) => customer.email === email.trim().toLowerCase());
  const [given, wanted] = [password, found?.password ?? ''].map((text) => {
    const padded = Buffer.alloc(256);
    padded.write(text);
    return padded;
  }) as [Buffer, Buffer];
  return timingSafeEqual(given, wanted) && password.length < 256 ? found : undefined;
};

/** Seconds that a customer token lives: short, the page asks again. */
const TOKEN_S = 10 * 60;

/** Signs the tokens by which the backend knows a customer of this shop. `key` is a private ES256 JWK with a `kid`. */
export const createTokens = (key: JWK, workspace: string): ((userId: string) => Promise<string>) => {
  if (!key.kid) throw new TypeError('The signing key needs a kid');
  const imported = importJWK(key, 'ES256');
  return async (userId) =>
    new SignJWT({})
      .setProtectedHeader({ alg: 'ES256', kid: key.kid })
      .setSubject(userId)
      .setAudience(workspace)
      .setIssuedAt()
      .setExpirationTime(`${TOKEN_S}s`)
      .sign(await imported);
};
