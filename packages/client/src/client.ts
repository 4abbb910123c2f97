import { AppError, fromErrorBody } from '@formwright/metadata';
import { contract, type RouteName } from './contract/contract.ts';
import type { BodyOf, ParamsOf, QueryOf, ResponseOf, Route } from './contract/route.ts';

type Contract = typeof contract;
type Optionally<K extends string, T> = [T] extends [undefined]
  ? { [P in K]?: undefined }
  : Partial<T> extends T
    ? { [P in K]?: T }
    : { [P in K]: T };

/** What a call of one route takes. */
export type CallInput<N extends RouteName> = Optionally<'params', ParamsOf<Contract[N]>> &
  Optionally<'query', QueryOf<Contract[N]>> &
  Optionally<'body', BodyOf<Contract[N]>> & {
    /** Record version for If-Match. */
    ifMatch?: number;
    /** Repeats of a call with the same key have one effect. */
    idempotencyKey?: string;
    signal?: AbortSignal;
    /** Form to send instead of JSON, for routes that take one. */
    form?: FormData;
  };

type NeedsNothing<N extends RouteName> = Record<string, never> extends CallInput<N> ? true : false;

/** Where and as whom to call. */
export interface ClientOptions {
  /** Address of the server without a slash at the end; default '' (same origin). */
  baseUrl?: string;
  /** Session token or API key; browsers leave it out and use their cookie. */
  token?: string;
  /** Language of error texts; default the server's. */
  locale?: string;
  /** Default the global fetch. */
  fetch?: typeof fetch;
}

/** Calls any route of the contract by name: `client.call('record', { params: … })`. Throws AppError. */
export interface Client {
  readonly baseUrl: string;
  readonly token: string | undefined;
  call<N extends RouteName>(
    name: N,
    ...input: NeedsNothing<N> extends true ? [CallInput<N>?] : [CallInput<N>]
  ): Promise<ResponseOf<Contract[N]>>;
  /** The bare response, for downloads. */
  fetch<N extends RouteName>(name: N, input: CallInput<N>): Promise<Response>;
}

/** A typed client for one server. */
export function createClient(options: ClientOptions = {}): Client {
  const baseUrl = options.baseUrl ?? '';
  const send = (name: RouteName, input: CallInput<RouteName>) => request(contract[name], input, options);
  return {
    baseUrl,
    token: options.token,
    fetch: (name, input) => send(name, input as CallInput<RouteName>),
    call: async (name, ...[input]) => {
      const response = await send(name, (input ?? {}) as CallInput<RouteName>);
      const text = response.status === 204 ? '' : await response.text();
      return (text === '' ? {} : JSON.parse(text)) as never;
    },
  };
}

async function request(declared: Route, input: CallInput<RouteName>, options: ClientOptions): Promise<Response> {
  const headers = new Headers({ accept: 'application/json' });
  if (options.token) headers.set('authorization', `Bearer ${options.token}`);
  if (options.locale) headers.set('accept-language', options.locale);
  if (input.ifMatch !== undefined) headers.set('if-match', String(input.ifMatch));
  if (input.idempotencyKey) headers.set('idempotency-key', input.idempotencyKey);
  const json = input.form === undefined && declared.body !== undefined;
  if (json) headers.set('content-type', 'application/json');
  const response = await (options.fetch ?? fetch)((options.baseUrl ?? '') + addressOf(declared, input), {
    method: declared.method,
    headers,
    credentials: 'same-origin',
    ...(input.form ? { body: input.form } : json ? { body: JSON.stringify(input.body ?? {}) } : {}),
    ...(input.signal ? { signal: input.signal } : {}),
  }).catch((cause: unknown) => {
    if (cause instanceof Error && cause.name === 'AbortError') throw cause;
    throw new AppError('OFFLINE', { cause });
  });
  if (response.ok) return response;
  throw fromErrorBody(await response.json().catch(() => undefined));
}

function addressOf(declared: Route, input: CallInput<RouteName>): string {
  const params = new Map(Object.entries((input.params ?? {}) as Record<string, string>));
  const path = declared.path.replace(/:([a-zA-Z]+)/g, (_, name: string) => encodeURIComponent(params.get(name) ?? ''));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries((input.query ?? {}) as Record<string, unknown>))
    if (value !== undefined) query.set(name, String(value));
  return query.size === 0 ? path : `${path}?${query}`;
}
