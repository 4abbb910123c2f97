import { randomBytes } from 'node:crypto';
import { contract, type Route, type RouteName } from '@formwright/client';
import { AppError } from '@formwright/metadata';
import type { Request, RequestHandler, Response } from 'express';
import { principalOf, type SignedIn } from '../identity/sessions.ts';
import { isSetUp } from '../identity/set-up.ts';
import { answerError } from './answer-error.ts';
import type { Call, Handler } from './call.ts';
import { type CheckInput, createInputCheck } from './check-input.ts';
import { checkOrigin } from './check-origin.ts';
import { once } from './idempotency.ts';
import { localeOf } from './locale-of.ts';
import type { Metrics } from './metrics.ts';
import type { HttpParts } from './parts.ts';
import { createRateLimit, type TakeOne } from './rate-limit.ts';
import { batchLimit, bodyLimit, readJson, requireJson } from './read-body.ts';
import { sendAnswer } from './send-answer.ts';
import { setSessionCookie, tokenOf } from './session-cookie.ts';

const beforeSetUp: ReadonlySet<RouteName> = new Set<RouteName>(['live', 'ready', 'setupState', 'setup', 'templates']);
const withOneTimePassword: ReadonlySet<RouteName> = new Set<RouteName>(['session', 'changePassword', 'signOut']);
/** Their answer holds the token that the browser gets as its cookie, also when it is a repeated one. */
const opensSession: ReadonlySet<RouteName> = new Set<RouteName>(['setup', 'signIn']);
const large: ReadonlySet<RouteName> = new Set<RouteName>(['batch', 'installApp']);

/** Everything that stands between a request and its handler; rights hang on the route itself, not on the shape of a path. */
export interface Server {
  parts: HttpParts;
  metrics: Metrics;
  /** Whether the first run is over; asked of the database until it is. */
  ready: () => Promise<boolean>;
  /** Allowance of callers who are not signed in. */
  takeOne: TakeOne;
}

/** What all routes of one server share. */
export function createServer(parts: HttpParts, metrics: Metrics): Server {
  let done = false;
  const ready = async () => {
    done ||= await isSetUp(parts.services);
    return done;
  };
  return { parts, metrics, ready, takeOne: createRateLimit({ perSecond: 50, burst: 500 }) };
}

/** The request handler of one route of the contract. */
export function serveRoute<N extends RouteName>(server: Server, name: N, handler: Handler<N>): RequestHandler {
  const declared: Route = contract[name];
  const checkInput = createInputCheck(name);
  return async (request, response) => {
    const began = performance.now();
    const requestId = randomBytes(8).toString('hex');
    response.setHeader('X-Request-Id', requestId);
    let me: SignedIn | undefined;
    try {
      if (!server.parts.accepting()) throw new AppError('SHUTTING_DOWN');
      me = await admit(server, name, request);
      const call = await toCall<N>({ name, declared, request, response, me, checkInput });
      const answer = await perform(server, { declared, handler, call, caller: me?.person.id ?? 'anybody' });
      if (opensSession.has(name)) setSessionCookie(request, response, (answer as { token: string }).token);
      sendAnswer(response, declared, answer);
    } catch (error) {
      answerError(response, error, {
        locale: localeOf(request.headers['accept-language'], me?.user.locale),
        requestId,
        log: server.parts.log,
      });
    }
    server.metrics.observe(name, response.statusCode, (performance.now() - began) / 1000);
  };
}

/** Lets a caller in: first run, foreign sites, session, one-time password, admin, in this order. */
async function admit(server: Server, name: RouteName, request: Request): Promise<SignedIn | undefined> {
  const { access = 'signedIn' } = contract[name] as Route;
  const firstRun = !(await server.ready());
  if (firstRun && !beforeSetUp.has(name)) throw new AppError('SETUP_NEEDED');
  checkOrigin(request, server.parts.publicUrl);
  // Nobody can be signed in during the first run, whose page offers the templates.
  if (access === 'open' || firstRun) {
    if (request.method !== 'GET') server.takeOne(addressOf(request));
    return undefined;
  }
  const token = tokenOf(request);
  const me = token === undefined ? undefined : await server.parts.sessions.find(token);
  if (!me) throw new AppError(token === undefined ? 'NOT_SIGNED_IN' : 'SESSION_EXPIRED');
  if (me.user.mustChangePassword && !withOneTimePassword.has(name)) throw new AppError('MUST_CHANGE_PASSWORD');
  if (access === 'admin' && !me.person.admin) throw new AppError('FORBIDDEN');
  return me;
}

interface Arrived {
  name: RouteName;
  declared: Route;
  request: Request;
  response: Response;
  me: SignedIn | undefined;
  checkInput: CheckInput;
}

async function toCall<N extends RouteName>({ name, declared, request, response, me, checkInput }: Arrived): Promise<Call<N>> {
  const body = await readBody(name, declared, request);
  checkInput({ params: request.params, query: request.query, body });
  const signedIn = () => {
    if (!me) throw new AppError('NOT_SIGNED_IN');
    return me;
  };
  const call = {
    params: request.params,
    query: request.query,
    body,
    locale: localeOf(request.headers['accept-language'], me?.user.locale),
    ifMatch: ifMatchOf(request, declared),
    keep: undefined,
    address: addressOf(request),
    request,
    response,
    get me() {
      return signedIn();
    },
    get principal() {
      return principalOf(signedIn(), request.headers.authorization === undefined ? 'ui' : 'api');
    },
  };
  return call as unknown as Call<N>;
}

/** The JSON body where one is declared, `{}` when it was left out; elsewhere none is read. */
async function readBody(name: RouteName, declared: Route, request: Request): Promise<unknown> {
  if (declared.multipart) return undefined;
  if (declared.body === undefined) {
    if (Number(request.headers['content-length'] ?? 0) > 0) requireJson(request);
    return undefined;
  }
  const body = await readJson(request, large.has(name) ? batchLimit : bodyLimit);
  return body === undefined ? {} : body;
}

function ifMatchOf(request: Request, declared: Route): number | undefined {
  const header = request.headers['if-match'];
  if (header === undefined || !declared.headers?.includes('If-Match')) return undefined;
  const version = /^(?:W\/)?"?(\d{1,15})"?$/.exec(header)?.[1];
  if (version === undefined) throw new AppError('BAD_REQUEST', { details: [{ path: '/If-Match', code: 'NOT_WHOLE' }] });
  return Number(version);
}

function perform<N extends RouteName>(
  server: Server,
  { declared, handler, call, caller }: { declared: Route; handler: Handler<N>; call: Call<N>; caller: string },
): Promise<unknown> {
  const { request } = call;
  const key = request.headers['idempotency-key'];
  const isRepeatable = declared.method === 'POST' && declared.produces === undefined;
  if (!isRepeatable || typeof key !== 'string' || key === '') return handler(call);
  const size = request.headers['content-length'] ?? '';
  const sent = JSON.stringify([request.method, request.originalUrl, call.body ?? size]);
  const repeatable = { caller, key, request: sent };
  return once(server.parts.services, repeatable, (keep) => handler(Object.create(call, { keep: { value: keep } }) as Call<N>));
}

function addressOf(request: Request): string {
  return request.ip ?? request.socket.remoteAddress ?? '';
}
