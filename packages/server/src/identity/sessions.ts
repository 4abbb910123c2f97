import type { Person, Principal } from '../store/principal.ts';
import type { UserDoc } from '../store/rows.ts';
import type { Services } from '../store/services.ts';
import type { Tx } from '../store/store.ts';
import { loadPerson } from './load-person.ts';
import { hashToken, newToken } from './tokens.ts';

/** Somebody who signed in, and how. */
export interface SignedIn {
  user: UserDoc;
  person: Person;
  via: { kind: 'session'; id: string } | { kind: 'key'; id: string; name: string };
}

/** Sessions and keys of this install. */
export interface Sessions {
  /** Whom a token belongs to; undefined when it is unknown, expired, revoked or its owner is suspended. `fresh` asks the database whatever is remembered. */
  find(token: string, fresh?: boolean): Promise<SignedIn | undefined>;
  /** Opens a session and answers its token; the database keeps only its hash. */
  open(user: UserDoc['_id'], tx?: Tx): Promise<string>;
  /** Forgets what this process remembers of rights; call after changing any. */
  forget(): void;
}

/** How long rights read from the database are trusted, in ms: a change on another server holds after this at the latest. */
const trustMs = 500;
const lifeMs = 30 * 24 * 3600 * 1000;
const idleMs = 7 * 24 * 3600 * 1000;

/** Sessions kept in the database, remembered for half a second. */
export function createSessions(services: Services): Sessions {
  const remembered = new Map<string, { until: number; found: Promise<SignedIn | undefined> }>();
  return {
    find: (token, fresh = false) => {
      const hash = hashToken(token);
      const known = remembered.get(hash);
      if (!fresh && known && known.until > services.now()) return known.found;
      if (remembered.size > 5000) remembered.clear();
      const found = look(services, hash);
      remembered.set(hash, { until: services.now() + trustMs, found });
      found.catch(() => remembered.delete(hash));
      return found;
    },
    open: async (user, tx) => {
      const token = newToken('fws');
      const at = new Date(services.now());
      const row = { tokenHash: hashToken(token), user, createdAt: at, lastUsedAt: at, expiresAt: new Date(services.now() + lifeMs) };
      await services.store.models.sessions.create([row], tx ? { session: tx.session } : {});
      return token;
    },
    forget: () => remembered.clear(),
  };
}

/** The principal that a signed-in caller acts as. */
export function principalOf(signedIn: SignedIn, origin: 'ui' | 'api'): Principal {
  const { person, via } = signedIn;
  return via.kind === 'session'
    ? { kind: 'user', person, origin }
    : { kind: 'key', person, key: { id: via.id, name: via.name }, origin: 'api' };
}

async function look(services: Services, hash: string): Promise<SignedIn | undefined> {
  const found = (await lookSession(services, hash)) ?? (await lookKey(services, hash));
  if (!found) return undefined;
  const user = await services.store.models.users.findById(found.user).lean();
  if (!user?.active) return undefined;
  return { user, person: await loadPerson(services, user), via: found.via };
}

async function lookSession(services: Services, hash: string) {
  const { sessions } = services.store.models;
  const session = await sessions.findOne({ tokenHash: hash }).lean();
  const now = services.now();
  if (!session || session.expiresAt.getTime() <= now || session.lastUsedAt.getTime() + idleMs <= now) return undefined;
  // Once a minute is enough to tell an idle session from a used one.
  if (now - session.lastUsedAt.getTime() > 60_000) await sessions.updateOne({ _id: session._id }, { $set: { lastUsedAt: new Date(now) } });
  return { user: session.user, via: { kind: 'session' as const, id: String(session._id) } };
}

async function lookKey(services: Services, hash: string) {
  const { keys } = services.store.models;
  const key = await keys.findOne({ secretHash: hash }).lean();
  if (!key) return undefined;
  const now = services.now();
  if (now - (key.lastUsedAt?.getTime() ?? 0) > 60_000) await keys.updateOne({ _id: key._id }, { $set: { lastUsedAt: new Date(now) } });
  return { user: key.user, via: { kind: 'key' as const, id: String(key._id), name: key.name } };
}
