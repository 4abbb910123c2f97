import type { Static, TSchema } from 'typebox';

/** Who may call a route at all; what they may do inside is decided by the server's access rules. */
export type RouteAccess = 'open' | 'signedIn' | 'admin';

/** One declaration of the HTTP contract: it validates requests, types the client and is printed into OpenAPI. */
export interface Route<P extends TSchema = TSchema, Q extends TSchema = TSchema, B extends TSchema = TSchema, R extends TSchema = TSchema> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Express notation: `/api/apps/:app`. */
  readonly path: string;
  /** One sentence for the reader of the API page. */
  readonly summary: string;
  /** Default `signedIn`. */
  readonly access?: RouteAccess;
  /** Headers that change what it does. */
  readonly headers?: readonly ('If-Match' | 'Idempotency-Key')[];
  readonly params?: P;
  readonly query?: Q;
  /** JSON body; or a multipart form when `multipart` is set. */
  readonly body?: B;
  readonly multipart?: true;
  /** Status of success; default 200. */
  readonly status?: 200 | 201 | 204;
  readonly response: R;
  /** Media type of the answer when it is not JSON. */
  readonly produces?: string;
}

/** Keeps the literal types of one route declaration. */
export function route<P extends TSchema, Q extends TSchema, B extends TSchema, R extends TSchema>(
  declaration: Route<P, Q, B, R>,
): Route<P, Q, B, R> {
  return declaration;
}

type Part<S> = S extends TSchema ? (TSchema extends S ? undefined : Static<S>) : undefined;
/** Path parameters of a route, or undefined. */
export type ParamsOf<T> = T extends Route<infer P, TSchema, TSchema, TSchema> ? Part<P> : never;
/** Query parameters of a route, or undefined. */
export type QueryOf<T> = T extends Route<TSchema, infer Q, TSchema, TSchema> ? Part<Q> : never;
/** JSON body of a route, or undefined. */
export type BodyOf<T> = T extends Route<TSchema, TSchema, infer B, TSchema> ? Part<B> : never;
/** Answer of a route. */
export type ResponseOf<T> = T extends Route<TSchema, TSchema, TSchema, infer R> ? Static<R> : never;
