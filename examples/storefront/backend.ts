import type {
  Collection,
  Location,
  Order,
  Product,
  ProductList,
  QuestionList,
  ReviewDigest,
  ReviewList,
  ReviewSettings,
  ReviewSummary,
  Stock,
  WorkspaceInfo,
} from '@continuo/protocol';

/** The backend as the shop's server calls it: public reads with the publishable key, orders with the secret one. */
export class BackendError extends Error {
  readonly status: number;
  readonly code: string;
  readonly problem: Record<string, unknown>;
  constructor(status: number, problem: Record<string, unknown>) {
    const code = typeof problem['code'] === 'string' ? problem['code'] : '';
    super(`the backend answered ${status} ${code}`);
    this.status = status;
    this.code = code;
    this.problem = problem;
  }
}

export interface Reader {
  market: string;
  locale: string;
}

/** What the listing asks for. */
export interface Wish {
  q?: string;
  collection?: string;
  filter?: string;
  available?: string;
  sort?: string;
  cursor?: string;
  limit?: string;
}

export type Ratings = ReadonlyMap<string, ReviewSummary>;

/** Milliseconds for which markets, collections and shops are remembered. */
const REMEMBER_MS = 5_000;

export class BackendClient {
  readonly #api: (request: Request) => Promise<Response>;
  readonly #origin: string;
  readonly #key: string;
  readonly #secret: string;
  readonly #remembered = new Map<string, { until: number; answer: Promise<unknown> }>();

  constructor(options: {
    api: (request: Request) => Promise<Response>;
    origin: string;
    publishableKey: string;
    secretKey: string;
  }) {
    this.#api = options.api;
    this.#origin = options.origin;
    this.#key = options.publishableKey;
    this.#secret = options.secretKey;
  }

  workspace = () => this.#remember<WorkspaceInfo>('/v1/workspace', {});
  collections = async (reader: Reader) =>
    (await this.#remember<{ collections: Collection[] }>('/v1/collections', { ...reader })).collections;
  locations = async (locale: string) =>
    (await this.#remember<{ locations: Location[] }>('/v1/locations', { locale })).locations;
  products = (reader: Reader, wish: Wish) => this.#read<ProductList>('/v1/products', { ...reader, ...wish });
  /** Undefined when there is no such product in this market. */
  product = (reader: Reader, id: string) =>
    this.#known(this.#read<Product>(`/v1/products/${encodeURIComponent(id)}`, { ...reader }));
  stock = async (id: string) =>
    (await this.#read<{ stock: Stock[] }>(`/v1/products/${encodeURIComponent(id)}/stock`, {})).stock;
  /** What the reviews of each of these products say together, by product. */
  ratings = async (ids: readonly string[]): Promise<Ratings> => {
    if (!ids.length) return new Map();
    const products = [...new Set(ids)].join(',');
    const { summaries } = await this.#read<{ summaries: ReviewSummary[] }>('/v1/reviews/summaries', {
      products,
    });
    return new Map(summaries.map((summary) => [summary.productId, summary]));
  };
  /** The first page of a product's reviews. */
  reviews = (id: string) => this.#read<ReviewList>(`/v1/products/${encodeURIComponent(id)}/reviews`, {});
  /** What a machine made of them, where there is something. */
  digest = async (id: string, locale: string) =>
    (
      await this.#read<{ digest?: ReviewDigest }>(`/v1/products/${encodeURIComponent(id)}/reviews/digest`, {
        locale,
      })
    ).digest;
  reviewSettings = (locale: string) => this.#remember<ReviewSettings>('/v1/reviews/settings', { locale });
  /** The first page of what was asked about it. */
  questions = (id: string) =>
    this.#read<QuestionList>(`/v1/products/${encodeURIComponent(id)}/questions`, {});

  /** The order of a paid cart: repeating it gives the same answer. Throws `BackendError`. */
  placeOrder = (cartId: string, body: object) =>
    this.#secretly<Order>('POST', `/v1/carts/${encodeURIComponent(cartId)}/order`, body);
  order = (id: string) => this.#known(this.#secretly<Order>('GET', `/v1/orders/${encodeURIComponent(id)}`));

  /** The orders of the customer whose token this is. */
  async ordersOf(token: string): Promise<Order[]> {
    const answer = await this.#call<{ orders: Order[] }>('/v1/orders', {
      headers: { Authorization: `Bearer ${token}` },
    });
    return answer.orders;
  }

  async #known<T>(answer: Promise<T>): Promise<T | undefined> {
    try {
      return await answer;
    } catch (error) {
      if (error instanceof BackendError && error.status === 404) return undefined;
      throw error;
    }
  }

  #read<T>(path: string, query: Record<string, string | undefined>): Promise<T> {
    const search = new URLSearchParams({ key: this.#key });
    for (const [name, value] of Object.entries(query)) if (value) search.set(name, value);
    return this.#call<T>(`${path}?${search}`, {});
  }

  #remember<T>(path: string, query: Record<string, string | undefined>): Promise<T> {
    const name = path + JSON.stringify(query);
    const present = this.#remembered.get(name);
    if (present && present.until > Date.now()) return present.answer as Promise<T>;
    const answer = this.#read<T>(path, query);
    this.#remembered.set(name, { until: Date.now() + REMEMBER_MS, answer });
    answer.catch(() => this.#remembered.delete(name)); // whoever asked gets the error; the next one asks again
    return answer;
  }

  #secretly<T>(method: string, path: string, body?: object): Promise<T> {
    return this.#call<T>(path, {
      method,
      headers: { Authorization: `Bearer ${this.#secret}`, 'Content-Type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
  }

  async #call<T>(path: string, init: RequestInit): Promise<T> {
    const response = await this.#api(new Request(new URL(path, this.#origin), init));
    const answer = (await response.json()) as T;
    if (!response.ok) throw new BackendError(response.status, answer as Record<string, unknown>);
    return answer;
  }
}
