import type { Readable } from 'node:stream';
import type { BodyOf, contract, ParamsOf, QueryOf, ResponseOf, RouteName } from '@formwright/client';
import type { Locale } from '@formwright/metadata';
import type { Request, Response } from 'express';
import type { SignedIn } from '../identity/sessions.ts';
import type { Principal } from '../store/principal.ts';
import type { Keep } from './idempotency.ts';

type Contract = typeof contract;

/** One checked call of a route, as its handler sees it. */
export interface Call<N extends RouteName> {
  readonly params: ParamsOf<Contract[N]>;
  readonly query: QueryOf<Contract[N]>;
  readonly body: BodyOf<Contract[N]>;
  /** Who calls. On an open route reading it throws NOT_SIGNED_IN. */
  readonly me: SignedIn;
  /** As whom it acts. On an open route reading it throws NOT_SIGNED_IN. */
  readonly principal: Principal;
  /** Language of the answer. */
  readonly locale: Locale;
  /** Version of If-Match; undefined without one. */
  readonly ifMatch: number | undefined;
  /** Keeps the answer for a repeated request, in the transaction that does the work; undefined without an Idempotency-Key. */
  readonly keep: Keep;
  /** Address of the caller. */
  readonly address: string;
  readonly request: Request;
  readonly response: Response;
}

/** An answer that is no JSON. */
export interface Download {
  content: Uint8Array | string | Readable;
  /** Media type; default that of the route's declaration. */
  type?: string;
  headers?: Record<string, string>;
}

type Produced<N extends RouteName> = unknown extends ResponseOf<Contract[N]> ? unknown : ResponseOf<Contract[N]>;

/** What carries out one route: answers its response, `{}` for 204, a Download where the route produces no JSON. */
export type Handler<N extends RouteName> = (call: Call<N>) => Promise<Produced<N>>;

/** A handler for every route of the contract: leaving one out does not compile. */
export type Handlers = { readonly [N in RouteName]: Handler<N> };
