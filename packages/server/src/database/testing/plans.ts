import type { CompiledQuery, KyselyPlugin } from 'kysely';
import type { Db } from '../index.ts';

export interface Plan {
  'Node Type': string;
  'Index Name'?: string;
  'Relation Name'?: string;
  Plans?: Plan[];
}

/** How the database would answer the queries that `read` makes. */
export async function plansOf(db: Db, read: (db: Db) => Promise<unknown>): Promise<Plan[]> {
  const asked: CompiledQuery[] = [];
  const recorder: KyselyPlugin = {
    transformQuery: ({ node, queryId }) => {
      asked.push(db.getExecutor().compileQuery(node, queryId));
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };
  await read(db.withPlugin(recorder));
  const plans: Plan[] = [];
  for (const query of asked) {
    const { rows } = await db.executeQuery<{ 'QUERY PLAN': { Plan: Plan }[] }>({
      ...query,
      sql: `explain (format json) ${query.sql}`,
    });
    plans.push(rows[0]!['QUERY PLAN'][0]!.Plan);
  }
  return plans;
}

/** A plan and all that it is made of. */
export const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** Tables that a plan reads whole. */
export const readWhole = (nodes: readonly Plan[]): (string | undefined)[] =>
  nodes.filter((node) => node['Node Type'] === 'Seq Scan').map((node) => node['Relation Name']);
