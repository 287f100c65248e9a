/** Six random bits a character. */
export const randomId = (characters: number): string =>
  Array.from(
    crypto.getRandomValues(new Uint8Array(characters)),
    (byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'[byte & 63],
  ).join('');

/** Sorts by the time it was made. Not `crypto.randomUUID`: insecure pages do not have it, and it is of version 4. */
export const uuidv7 = (now: number): string => {
  const random = Array.from(crypto.getRandomValues(new Uint16Array(5)), (word) =>
    (word | 0x10000).toString(16).slice(1),
  );
  const [a, b, c, d, e] = random as [string, string, string, string, string];
  const time = now.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${a.slice(1)}-a${b.slice(1)}-${c}${d}${e}`;
};
