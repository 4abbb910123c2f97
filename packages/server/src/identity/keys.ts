import { AppError } from '@formwright/metadata';
import { idOf, newId, type RowId } from '../store/ids.ts';
import { actorId, type Principal } from '../store/principal.ts';
import type { KeyDoc } from '../store/rows.ts';
import type { Services } from '../store/services.ts';
import type { Receipt } from '../store/store.ts';
import { announce } from '../write/announce.ts';
import { hashToken, newToken } from './tokens.ts';

/** A member's own keys, oldest first. */
export async function listKeys(services: Services, principal: Principal): Promise<KeyDoc[]> {
  return services.store.models.keys
    .find({ user: owner(principal) })
    .sort({ _id: 1 })
    .lean();
}

/** A key that was just made: nobody reads its secret again. */
export interface NewKey {
  key: KeyDoc;
  secret: string;
}

/** Makes a key that acts with its maker's rights; the secret is answered this once. A key cannot make keys. */
export async function createKey(
  services: Services,
  principal: Principal,
  { name, receipt }: { name: string; receipt?: Receipt<NewKey> },
): Promise<NewKey> {
  if (principal.kind !== 'user') throw new AppError('FORBIDDEN');
  const secret = newToken('fwk');
  const user = owner(principal);
  const key: KeyDoc = {
    _id: newId(),
    name: name.trim(),
    secretHash: hashToken(secret),
    user,
    createdAt: new Date(services.now()),
    lastUsedAt: null,
  };
  await services.store.transaction(async (tx) => {
    await services.store.models.keys.create([key], { session: tx.session });
    await announce(services, principal, {
      tx,
      events: [{ subject: 'key', kind: 'create', target: String(key._id), detail: { name: key.name } }],
    });
    await receipt?.(tx, { key, secret });
  });
  return { key, secret };
}

/** Revokes one of the member's own keys. Throws NOT_FOUND. */
export async function deleteKey(services: Services, principal: Principal, id: string): Promise<void> {
  await services.store.transaction(async (tx) => {
    const mine = { _id: idOf(id), user: owner(principal) };
    const gone = await services.store.models.keys.findOneAndDelete(mine, { session: tx.session }).lean();
    if (!gone) throw new AppError('NOT_FOUND');
    await announce(services, principal, { tx, events: [{ subject: 'key', kind: 'delete', target: id, detail: { name: gone.name } }] });
  });
}

function owner(principal: Principal): RowId {
  return idOf(actorId(principal));
}
