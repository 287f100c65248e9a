import { parseArgs } from 'node:util';
import { createLog } from '../../http/log.ts';
import { s3Storage, type MediaStorage } from '../../media/index.ts';
import { serve } from '../serve.ts';
import { databaseOptions, whichDatabase, type Command } from './command.ts';

const portOf = (text: string | undefined, name: string): number | undefined => {
  if (text === undefined || text === '') return undefined;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`${name} is not a port: ${text}`);
  return port;
};

/** A bucket, where `MEDIA_S3_BUCKET` gives its address; else photos and videos lie in the data folder. */
function mediaOf(env: NodeJS.ProcessEnv): MediaStorage | undefined {
  const bucket = env['MEDIA_S3_BUCKET'];
  if (!bucket) return undefined;
  const { AWS_REGION: region, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if (!URL.canParse(bucket)) throw new Error('MEDIA_S3_BUCKET is not an address, such as https://…/bucket');
  if (!region || !accessKeyId || !secretAccessKey)
    throw new Error('MEDIA_S3_BUCKET needs AWS_REGION, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY');
  return s3Storage({ bucket, region, accessKeyId, secretAccessKey });
}

export const commandServe: Command = {
  usage: 'serve [--port 4300] [--host 0.0.0.0] [--data folder] [--desk folder]',
  summary:
    'Serves the API, and the desk under /desk. PORT, DATABASE_URL, MEDIA_S3_BUCKET, METRICS_PORT, LOG_LEVEL, TRUST_PROXY=1.',
  async run(args) {
    const { env } = process;
    const { values } = parseArgs({
      args,
      options: {
        ...databaseOptions,
        port: { type: 'string' },
        host: { type: 'string' },
        desk: { type: 'string' },
      },
    });
    const metricsPort = portOf(env['METRICS_PORT'], 'METRICS_PORT');
    const media = mediaOf(env);
    await serve({
      port: portOf(values.port, '--port') ?? portOf(env['PORT'], 'PORT') ?? 4300,
      ...(values.host === undefined ? {} : { host: values.host }),
      ...(values.desk === undefined ? {} : { desk: values.desk }),
      ...(metricsPort === undefined ? {} : { metricsPort }),
      ...(media ? { media } : {}),
      database: whichDatabase(values),
      log: createLog(env['LOG_LEVEL'] ?? 'info'),
      trustProxy: env['TRUST_PROXY'] === '1',
    });
    return 0;
  },
};
