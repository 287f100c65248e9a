import { pino, type DestinationStream, type Logger } from 'pino';

const SECRET_FIELDS = [
  'authorization',
  'cookie',
  'token',
  'device',
  'key',
  'writeKey',
  'password',
  'email',
  'name',
  'phone',
  'address',
];

/**
 * Errors of the database quote what was sent (`detail`, `where`) and statements; of an error only its kind, code and
 * place in our code are written.
 */
function plainError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = 'code' in error ? error.code : undefined;
  const fromDatabase = typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code);
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return {
    type: error.name,
    ...(code === undefined ? {} : { code }),
    ...(fromDatabase ? {} : { message: error.message }),
    stack: frames.slice(0, 12).join('\n'),
  };
}

/** A structured log that holds no token, no address and no message text. Default destination: standard output. */
export function createLog(level = 'info', destination?: DestinationStream): Logger {
  const options = {
    level,
    base: undefined,
    serializers: { err: plainError },
    redact: { paths: SECRET_FIELDS.flatMap((f) => [f, `*.${f}`, `*.*.${f}`]), censor: '[redacted]' },
  };
  return destination ? pino(options, destination) : pino(options);
}
