import { AppError } from '@formwright/metadata';
import { idOf } from '../store/ids.ts';
import type { Principal } from '../store/principal.ts';
import type { UserDoc } from '../store/rows.ts';
import type { Services } from '../store/services.ts';
import { announce } from '../write/announce.ts';
import { checkPassword, hashPassword, verifyPassword } from './passwords.ts';
import type { SignedIn } from './sessions.ts';
import { checkSignIn, noteFailure } from './sign-in-limits.ts';
import { endAccess } from './users.ts';

/** What a member may change of their own account. */
export interface OwnEdit {
  /** Current password; needed to change it. */
  password?: string;
  newPassword?: string;
  locale?: 'zh-CN' | 'en';
}

/** Changes one's own password, which ends one's other sessions and keys, or language. Throws WRONG_PASSWORD, WEAK_PASSWORD, TOO_MANY_SIGN_INS. */
export async function changeOwnAccount(
  services: Services,
  principal: Principal,
  request: { me: SignedIn; edit: OwnEdit; address: string },
): Promise<UserDoc> {
  const { me, edit } = request;
  const passwordHash = edit.newPassword === undefined ? undefined : await newHash(services, request);
  const set = {
    ...(edit.locale === undefined ? {} : { locale: edit.locale }),
    ...(passwordHash === undefined ? {} : { passwordHash, mustChangePassword: false }),
  };
  await services.store.transaction(async (tx) => {
    await services.store.models.users.updateOne({ _id: me.user._id }, { $set: set }, { session: tx.session });
    if (passwordHash !== undefined) await endAccess(services, tx, me.user._id, me.via.id);
    const detail = { password: passwordHash !== undefined };
    await announce(services, principal, { tx, events: [{ subject: 'user', kind: 'update', target: String(me.user._id), detail }] });
  });
  return { ...me.user, ...set };
}

async function newHash(services: Services, request: { me: SignedIn; edit: OwnEdit; address: string }): Promise<string> {
  const { me, edit, address } = request;
  if (me.via.kind !== 'session') throw new AppError('FORBIDDEN');
  const attempt = { email: me.user.emailKey, address };
  await checkSignIn(services, attempt);
  if (edit.password === undefined || !(await verifyPassword(me.user.passwordHash, edit.password))) {
    await noteFailure(services, attempt);
    throw new AppError('WRONG_PASSWORD', {
      details: [{ path: '/password', code: edit.password === undefined ? 'REQUIRED' : 'OTHER', params: { message: '' } }],
    });
  }
  if (edit.newPassword === undefined || edit.newPassword === edit.password) throw new AppError('WEAK_PASSWORD', { params: { min: 10 } });
  checkPassword(edit.newPassword, me.user);
  return hashPassword(edit.newPassword);
}

/** Signs out: the session ends at once. A key is not a session. */
export async function signOut(services: Services, principal: Principal, me: SignedIn): Promise<void> {
  if (me.via.kind !== 'session') throw new AppError('FORBIDDEN');
  const id = me.via.id;
  await services.store.transaction(async (tx) => {
    await services.store.models.sessions.deleteOne({ _id: idOf(id) }, { session: tx.session });
    await announce(services, principal, { tx, events: [{ subject: 'session', kind: 'delete', target: id }] });
  });
}
