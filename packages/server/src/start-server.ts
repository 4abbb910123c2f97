import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import pino, { type Logger } from 'pino';
import { createHttpApp } from './http/create-http-app.ts';
import { cookieToken } from './http/session-cookie.ts';
import { loadPersonById } from './identity/load-person.ts';
import { createSessions, principalOf, type Sessions } from './identity/sessions.ts';
import { createSignIn } from './identity/sign-in.ts';
import { startJobs } from './jobs/start-jobs.ts';
import { attachRealtime } from './realtime/attach-realtime.ts';
import { triggerFollower } from './runs/triggers.ts';
import { createServices } from './store/create-services.ts';
import { type OpenDatabase, openDatabase } from './store/open-database.ts';
import type { Services } from './store/services.ts';
import { clearAfterCrash } from './store/unfinished.ts';

/** How a server is started. */
export interface ServerOptions {
  /** Default 3000; 0 takes any free one. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** URI of a MongoDB; left out: embedded-mongo in the data folder. */
  uri?: string;
  /** Data folder for embedded-mongo; default ./data. Made when missing. */
  data?: string;
  /** Address people use, as `https://crm.example.com`, when a proxy stands in front. */
  publicUrl?: string;
  /** Express's `trust proxy`; default false. */
  trustProxy?: boolean | string;
  /** Folder of app templates; default the one that ships with the product. */
  templatesFolder?: string;
  /** Folder of the built web app; default the one that ships with the product. */
  webFolder?: string;
  /** Where failures are logged; default warnings and worse as JSON lines on stderr. */
  log?: Logger;
}

/** A server that serves. */
export interface RunningServer {
  /** Address without a slash at the end. */
  readonly url: string;
  readonly services: Services;
  /** Lets requests under way finish, then ends everything; harmless when repeated. */
  close(): Promise<void>;
}

/** Starts a server and answers once it serves. Throws a StartFault with one plain sentence when it cannot. */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const database = await openDatabase(options);
  try {
    return await serve(database, options);
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function serve(database: OpenDatabase, options: ServerOptions): Promise<RunningServer> {
  if (database.sole) await clearAfterCrash(database.store);
  const services = await createServices(database.store);
  const sessions = createSessions(services);
  const log = options.log ?? pino({ level: 'warn' }, pino.destination(2));
  let accepting = true;
  const app = createHttpApp({
    services,
    sessions,
    signIn: createSignIn(services, sessions),
    log,
    templatesFolder: options.templatesFolder ?? shipped('templates'),
    webFolder: options.webFolder ?? shipped('web/dist'),
    ...(options.publicUrl === undefined ? {} : { publicUrl: options.publicUrl }),
    trustProxy: options.trustProxy ?? false,
    accepting: () => accepting,
  });
  const http = createServer({ requestTimeout: 120_000, headersTimeout: 20_000, keepAliveTimeout: 65_000 }, app);
  const realtime = attachRealtime(http, services, {
    authenticate: (handshake) => authenticate(sessions, handshake),
    onError: (error) => log.error({ job: 'realtime', err: error }, 'job failed'),
    ...(options.publicUrl === undefined ? {} : { origins: [new URL(options.publicUrl).origin] }),
  });
  const jobs = startJobs(services, {
    followers: [
      triggerFollower({
        services,
        loadPerson: (id) => loadPersonById(services, id),
        onError: (error) => log.error({ job: 'triggers', err: error }, 'a workflow could not start'),
      }),
    ],
    onError: (error, job) => log.error({ job, err: error }, 'job failed'),
  });
  const end = once(async () => {
    accepting = false;
    await realtime.close();
    await endHttp(http);
    await jobs.stop();
    await database.close();
  });
  try {
    return { url: await listen(http, options), services, close: end };
  } catch (error) {
    await end();
    throw error;
  }
}

async function authenticate(sessions: Sessions, handshake: { token?: string; cookie?: string }) {
  const token = handshake.token ?? cookieToken(handshake.cookie);
  const signedIn = token === undefined ? undefined : await sessions.find(token, true);
  if (!signedIn || signedIn.user.mustChangePassword) return undefined;
  return { principal: principalOf(signedIn, handshake.token === undefined ? 'ui' : 'api'), session: signedIn.via.id };
}

function listen(http: HttpServer, { port = 3000, host = '127.0.0.1' }: ServerOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host, () => {
      http.off('error', reject);
      const shown = host.includes(':') ? `[${host}]` : host;
      resolve(`http://${shown}:${(http.address() as AddressInfo).port}`);
    });
  });
}

/** Ends listening; connections that rest are closed at once, those that work get twenty seconds. */
async function endHttp(http: HttpServer): Promise<void> {
  if (!http.listening) return;
  const closed = new Promise<void>((resolve) => http.close(() => resolve()));
  http.closeIdleConnections();
  const idle = setInterval(() => http.closeIdleConnections(), 50);
  const late = setTimeout(() => http.closeAllConnections(), 20_000);
  await closed;
  clearInterval(idle);
  clearTimeout(late);
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}

/** A folder of the product beside this package, seen from the sources and from the bundle alike. */
function shipped(name: string): string {
  return fileURLToPath(new URL(`../../${name}`, import.meta.url));
}
