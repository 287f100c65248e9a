import { createHmac, timingSafeEqual } from 'node:crypto';

interface Signer {
  /** Of the workspace. */
  readonly id: number;
  readonly deviceSecret: string;
}

const sign = (ws: Signer, purpose: string, text: string) =>
  createHmac('sha256', ws.deviceSecret).update(`${purpose}\n${ws.id}\n${text}`).digest('base64url');

/** The same seed gives the same device: a repeated request needs no stored answer. */
export const deviceOf = (ws: Signer, seed: string): { deviceId: string; token: string } => {
  const deviceId = `${ws.id.toString(36)}-${sign(ws, 'device', seed).slice(0, 24)}`;
  return { deviceId, token: tokenOf(ws, deviceId) };
};

const tokenOf = (ws: Signer, deviceId: string): string => `${deviceId}.${sign(ws, 'token', deviceId)}`;

/** The workspace that a device token says it is of; to be checked by `deviceIdOf`. */
export const workspaceOfToken = (token: string): number => {
  const ws = /^([0-9a-z]{1,6})-[\w-]{24}\.[\w-]{43}$/.exec(token)?.[1];
  return ws === undefined ? -1 : parseInt(ws, 36);
};

/** The device of a token that this workspace signed, else undefined. */
export function deviceIdOf(ws: Signer, token: string): string | undefined {
  if (workspaceOfToken(token) !== ws.id) return undefined;
  const deviceId = token.slice(0, token.lastIndexOf('.'));
  const expected = Buffer.from(tokenOf(ws, deviceId));
  const given = Buffer.from(token);
  return expected.length === given.length && timingSafeEqual(expected, given) ? deviceId : undefined;
}
