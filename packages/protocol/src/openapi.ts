import * as z from 'zod/mini';
import * as protocol from './index.ts';
import { ERRORS, type ErrorCode } from './constants.ts';
import type { Credential, Route } from './route.ts';

type Json = Record<string, unknown>;

/** Named schemas become `components.schemas`; any other is written where it is used. */
const named = (): Map<z.ZodMiniType, string> => {
  const names = new Map<z.ZodMiniType, string>();
  for (const [name, value] of Object.entries(protocol))
    if (/^[A-Z][A-Za-z]+$/.test(name) && value instanceof z.ZodMiniType) names.set(value, name);
  return names;
};

const SECURITY: Partial<Record<Credential, Json>> = {
  publishable: {
    type: 'apiKey',
    in: 'query',
    name: 'key',
    description: 'Publishable key, allowed origins only',
  },
  device: { type: 'apiKey', in: 'header', name: 'Continuo-Device' },
  customer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
  staff: { type: 'apiKey', in: 'cookie', name: 'continuo_staff' },
  till: { type: 'http', scheme: 'bearer' },
  secret: { type: 'http', scheme: 'bearer' },
  'write-key': {
    type: 'http',
    scheme: 'basic',
    description: 'The key as user name, or `writeKey` in the body',
  },
};

/** Codes that a route may answer because of what it is, besides those it lists itself. */
const impliedErrors = (r: Route): ErrorCode[] => [
  ...(r.credentials.includes('none') ? [] : (['auth/missing', 'auth/invalid', 'auth/forbidden'] as const)),
  ...(r.params || r.query || r.body ? (['request/invalid'] as const) : []),
  ...(r.body ? (['request/not-json', 'request/too-large'] as const) : []),
  ...(r.idempotency === 'key'
    ? (['idempotency/missing', 'idempotency/in-progress', 'idempotency/mismatch'] as const)
    : []),
  'request/rate-limited',
  'request/internal',
];

/**
 * The OpenAPI 3.1 document of all routes, generated from the schemas.
 * @param version of the product, for `info.version`
 */
export function openApi(version: string): Json {
  const registry = z.registry<{ id: string }>();
  const names = named();
  for (const [schema, id] of names) registry.add(schema, { id });
  const components = (
    z.toJSONSchema(registry, { uri: (id) => `#/components/schemas/${id}`, io: 'input' }) as {
      schemas: Record<string, Json>;
    }
  ).schemas;
  for (const schema of Object.values(components)) {
    delete schema['$id'];
    delete schema['$schema'];
  }
  const schemaOf = (schema: z.ZodMiniType): Json => {
    const name = names.get(schema);
    if (name) return { $ref: `#/components/schemas/${name}` };
    const json = z.toJSONSchema(schema, {
      metadata: registry,
      io: 'input',
      override: ({ zodSchema, jsonSchema }) => {
        const inner = names.get(zodSchema as unknown as z.ZodMiniType);
        if (inner && (zodSchema as unknown) !== schema) {
          for (const key of Object.keys(jsonSchema)) delete (jsonSchema as Json)[key];
          (jsonSchema as Json)['$ref'] = `#/components/schemas/${inner}`;
        }
      },
    }) as Json;
    delete json['$schema'];
    delete json['$defs'];
    return json;
  };
  const parameters = (r: Route): Json[] =>
    (['path', 'query'] as const).flatMap((where) => {
      const object = where === 'path' ? r.params : r.query;
      if (!object) return [];
      return Object.entries(object.shape as Record<string, z.ZodMiniType>).map(([name, schema]) => ({
        name,
        in: where,
        required: where === 'path' || !z.safeParse(schema, undefined).success,
        schema: schemaOf(schema),
      }));
    });
  const content = (r: Route['response'], streamType: string): Json | undefined =>
    r === undefined
      ? undefined
      : r === 'stream'
        ? { [streamType]: { schema: { type: 'string' } } }
        : r === 'file'
          ? { '*/*': { schema: { type: 'string', format: 'binary' } } }
          : r === 'html'
            ? { 'text/html': { schema: { type: 'string' } } }
            : { 'application/json': { schema: schemaOf(r) } };

  const paths: Record<string, Json> = {};
  for (const r of protocol.allRoutes) {
    const byStatus = new Map<number, ErrorCode[]>();
    for (const code of new Set([...(r.errors ?? []), ...impliedErrors(r)]))
      byStatus.set(ERRORS[code], [...(byStatus.get(ERRORS[code]) ?? []), code]);
    const body = content(
      r.body,
      r.method === 'PATCH' ? 'application/offset+octet-stream' : 'application/octet-stream',
    );
    const answer = content(r.response, r.streams ?? 'text/event-stream');
    (paths[r.path] ??= {})[r.method.toLowerCase()] = {
      operationId: r.id,
      summary: r.summary,
      tags: [r.id.split('.')[0]],
      security: r.credentials.includes('none') ? [] : r.credentials.map((c) => ({ [c]: [] })),
      parameters: [
        ...parameters(r),
        ...(r.headers ?? []).map((name) => ({
          name,
          in: 'header',
          required: true,
          schema: { type: 'string' },
        })),
        ...(r.idempotency === 'key'
          ? [{ name: 'Idempotency-Key', in: 'header', required: true, schema: { type: 'string' } }]
          : []),
      ],
      ...(body ? { requestBody: { required: true, content: body } } : {}),
      responses: {
        [r.status]: { description: 'Success', ...(answer ? { content: answer } : {}) },
        ...Object.fromEntries(
          [...byStatus].map(([status, codes]) => [
            status,
            {
              description: codes.map((c) => `\`${c}\``).join(', '),
              content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
            },
          ]),
        ),
      },
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Continuo', version },
    paths,
    components: {
      schemas: components,
      securitySchemes: Object.fromEntries(Object.entries(SECURITY).map(([name, scheme]) => [name, scheme])),
    },
  };
}
