import { contract, type Route, type RouteName } from '@formwright/client';
import { AppError } from '@formwright/metadata';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import { answerError } from './answer-error.ts';
import { apiPage } from './api-page.ts';
import type { Handler, Handlers } from './call.ts';
import { createHandlers } from './handlers/handlers.ts';
import { localeOf } from './locale-of.ts';
import { createMetrics } from './metrics.ts';
import { openApi } from './openapi.ts';
import type { HttpParts } from './parts.ts';
import { securityHeaders } from './security-headers.ts';
import { createServer, type Server, serveRoute } from './serve-route.ts';
import { staticWeb } from './static-web.ts';

/** The HTTP half of a server: the contract, its description, figures and the web app. */
export function createHttpApp(parts: HttpParts): Express {
  const app = express();
  const metrics = createMetrics();
  const server = createServer(parts, metrics);
  // Case and trailing slashes count, so that an address has one form and rights hang on it alone.
  app
    .set('case sensitive routing', true)
    .set('strict routing', true)
    .set('etag', false)
    .set('query parser', 'simple')
    .disable('x-powered-by');
  app.set('trust proxy', parts.trustProxy);
  app.use(securityHeaders(parts.publicUrl?.startsWith('https:') === true));
  mountContract(app, server, createHandlers(parts));
  app.get('/metrics', gate(server), metrics.page);
  mountDescription(app, gate(server));
  app.use(staticWeb(parts.webFolder));
  app.use(notFound);
  app.use(failure(parts));
  return app;
}

function mountContract(app: Express, server: Server, handlers: Handlers): void {
  const methods = new Map<string, string[]>();
  for (const name of Object.keys(contract) as RouteName[]) {
    const { method, path } = contract[name] as Route;
    const verb = method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete';
    app[verb](path, serveRoute(server, name, handlers[name] as Handler<RouteName>));
    methods.set(path, [...(methods.get(path) ?? []), method]);
  }
  for (const [path, allowed] of methods) app.all(path, refuseMethod(allowed));
}

function refuseMethod(allowed: readonly string[]): RequestHandler {
  return (request, response) => {
    response.setHeader('Allow', allowed.join(', '));
    throw new AppError('METHOD_NOT_ALLOWED', { params: { method: request.method } });
  };
}

function mountDescription(app: Express, closed: RequestHandler): void {
  let text: string | undefined;
  app.get('/api/openapi.json', closed, (_request, response) => {
    text ??= JSON.stringify(openApi());
    response.type('application/json').send(text);
  });
  app.get('/api/docs', closed, (_request, response) => void response.type('html').send(apiPage()));
}

/** Keeps everything but setup, probes and the web app closed until the first run is over. */
function gate(server: Server): RequestHandler {
  return async (_request, _response, next) => {
    if (!(await server.ready())) throw new AppError('SETUP_NEEDED');
    next();
  };
}

const notFound: RequestHandler = () => {
  throw new AppError('NOT_FOUND');
};

function failure(parts: HttpParts): ErrorRequestHandler {
  // Express tells an error handler by its four parameters.
  return (error, request, response, _next) => {
    answerError(response, error, { locale: localeOf(request.headers['accept-language']), requestId: '', log: parts.log });
  };
}
