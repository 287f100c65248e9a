import { randomBytes } from 'node:crypto';
import pg from 'pg';

/**
 * A database that no other test sees, on the server that tests run on; without a server nothing is needed, since each
 * embedded database is its own: `url` is then undefined.
 */
export async function ownDatabase(): Promise<{ url: string | undefined; drop(): Promise<void> }> {
  const server = process.env['CONTINUO_TEST_DATABASE_URL'];
  if (!server) return { url: undefined, drop: () => Promise.resolve() };
  const name = `continuo_${randomBytes(6).toString('hex')}`;
  const admin = async (statement: string) => {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    await client.query(statement);
    await client.end();
  };
  await admin(`create database ${name}`);
  return {
    url: Object.assign(new URL(server), { pathname: name }).href,
    drop: () => admin(`drop database ${name}`),
  };
}
