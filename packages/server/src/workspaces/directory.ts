import type { Db } from '../database/types.ts';
import { hashKey } from './create.ts';
import { allOrigins, findKey, loadById, loadBySlug, type ApiKey } from './queries.ts';
import type { WorkspaceSecrets } from './workspace.ts';

/** Milliseconds that a node may act on an old setting or a revoked key. */
const KEPT_MS = 10_000;
const MOST = 5_000;

/** Remembers answers for ten seconds; many askers of one thing at once cost one query. */
class Memo<T> {
  readonly #entries = new Map<string, { at: number; value: Promise<T> }>();
  get(key: string, load: () => Promise<T>, keptMs = KEPT_MS): Promise<T> {
    const known = this.#entries.get(key);
    if (known && Date.now() - known.at < keptMs) return known.value;
    const entry = { at: Date.now(), value: load() };
    entry.value.catch(() => this.#entries.delete(key)); // a failure is not remembered; the asker hears it
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    if (this.#entries.size > MOST) this.#entries.delete(this.#entries.keys().next().value!);
    return entry.value;
  }
}

/** Workspaces and keys as every request needs them. */
export class Directory {
  readonly #db: Db;
  readonly #workspaces = new Memo<WorkspaceSecrets | undefined>();
  readonly #keys = new Memo<(ApiKey & { workspace: WorkspaceSecrets }) | undefined>();
  readonly #origins = new Memo<Set<string>>();

  constructor(db: Db) {
    this.#db = db;
  }

  /** `freshMs`: how old the answer may be; a token with a new `kid` asks for a younger one. */
  bySlug(slug: string, freshMs?: number): Promise<WorkspaceSecrets | undefined> {
    return this.#workspaces.get(`slug ${slug}`, () => loadBySlug(this.#db, slug), freshMs);
  }

  byId(ws: number): Promise<WorkspaceSecrets | undefined> {
    return this.#workspaces.get(`id ${ws}`, () => loadById(this.#db, ws));
  }

  /** A publishable, secret or till key. */
  byKey(key: string): Promise<(ApiKey & { workspace: WorkspaceSecrets }) | undefined> {
    const hash = hashKey(key);
    return this.#keys.get(hash, async () => {
      const found = await findKey(this.#db, hash);
      const workspace = found && (await loadById(this.#db, found.ws));
      return found && workspace && { ...found, workspace };
    });
  }

  /** Whether any workspace allows an origin. */
  async allows(origin: string): Promise<boolean> {
    return (await this.#origins.get('all', () => allOrigins(this.#db))).has(origin);
  }
}
