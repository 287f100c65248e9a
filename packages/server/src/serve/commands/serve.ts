import { parseArgs } from 'node:util';
import { createLog } from '../../http/log.ts';
import { serve } from '../serve.ts';
import { databaseOptions, whichDatabase, type Command } from './command.ts';

const portOf = (text: string | undefined, name: string): number | undefined => {
  if (text === undefined || text === '') return undefined;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`${name} is not a port: ${text}`);
  return port;
};

export const commandServe: Command = {
  usage: 'serve [--port 4300] [--host 0.0.0.0] [--data folder] [--desk folder]',
  summary:
    'Serves the API, and the desk under /desk. PORT, DATABASE_URL, METRICS_PORT, LOG_LEVEL, TRUST_PROXY=1.',
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
    await serve({
      port: portOf(values.port, '--port') ?? portOf(env['PORT'], 'PORT') ?? 4300,
      ...(values.host === undefined ? {} : { host: values.host }),
      ...(values.desk === undefined ? {} : { desk: values.desk }),
      ...(metricsPort === undefined ? {} : { metricsPort }),
      database: whichDatabase(values),
      log: createLog(env['LOG_LEVEL'] ?? 'info'),
      trustProxy: env['TRUST_PROXY'] === '1',
    });
    return 0;
  },
};
