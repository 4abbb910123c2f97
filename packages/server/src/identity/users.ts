import { AppError, type Problem } from '@formwright/metadata';
import { idOf, isId, newId, type RowId } from '../store/ids.ts';
import type { Principal } from '../store/principal.ts';
import type { UserDoc } from '../store/rows.ts';
import type { Services } from '../store/services.ts';
import type { Receipt, Tx } from '../store/store.ts';
import { announce } from '../write/announce.ts';
import { resolveDepartment } from './departments.ts';
import { emailKey } from './email.ts';
import { isDuplicate } from './is-duplicate.ts';
import { keepAnAdmin } from './keep-an-admin.ts';
import { checkPassword, hashPassword } from './passwords.ts';
import { oneTimePassword } from './tokens.ts';

/** What a new member is made from. */
export interface NewUser {
  name: string;
  email: string;
  /** Id or name; made when there is none of that name. */
  department?: string | null;
  /** Id or e-mail. */
  manager?: string | null;
  roles?: readonly string[];
  admin?: boolean;
  /** Left out: a one-time password is made. */
  password?: string;
}

/** What may change in a member. */
export interface UserEdit extends Partial<Omit<NewUser, 'email' | 'password'>> {
  active?: boolean;
  resetPassword?: true;
}

/** A member after a change, and the password to hand over if one was made. */
export interface UserWithPassword {
  user: UserDoc;
  oneTimePassword?: string;
}

/** A member's row with nothing but the defaults. */
export function newUser(of: { name: string; email: string; locale: 'zh-CN' | 'en'; at: Date }): Omit<UserDoc, '_id' | 'passwordHash'> {
  const { name, email, locale, at } = of;
  const rights = { mustChangePassword: true, admin: false, active: true, roles: [], department: null, manager: null };
  return { name: name.trim(), email: email.trim(), emailKey: emailKey(email), locale, ...rights, createdAt: at };
}

/** All members, oldest first. */
export async function listUsers(services: Services): Promise<UserDoc[]> {
  return services.store.models.users.find().sort({ _id: 1 }).lean();
}

/** One member. Throws NOT_FOUND. */
export async function findUser(services: Services, id: string, tx?: Tx): Promise<UserDoc> {
  const user = isId(id) ? await services.store.models.users.findById(id, undefined, tx ? { session: tx.session } : {}).lean() : null;
  if (!user) throw new AppError('NOT_FOUND');
  return user;
}

/** Adds a member. Throws ALREADY_EXISTS for an e-mail in use, INVALID with every problem, WEAK_PASSWORD. */
export async function createUser(
  services: Services,
  principal: Principal,
  input: NewUser & { receipt?: Receipt<UserWithPassword> },
): Promise<UserWithPassword> {
  const { store } = services;
  if (input.password !== undefined) checkPassword(input.password, input);
  const given = input.password === undefined ? oneTimePassword() : undefined;
  const passwordHash = await hashPassword(input.password ?? given ?? '');
  const base = newUser({ name: input.name, email: input.email, locale: services.organisation().locale, at: new Date(services.now()) });
  try {
    return await store.transaction(async (tx) => {
      const links = await resolveLinks(services, { input, tx, principal });
      const row: UserDoc = {
        ...base,
        ...links,
        _id: newId(),
        passwordHash,
        mustChangePassword: given !== undefined,
        admin: input.admin ?? false,
      };
      await store.models.users.create([row], { session: tx.session });
      await announce(services, principal, {
        tx,
        events: [{ subject: 'user', kind: 'create', target: String(row._id), detail: summary(row) }],
      });
      const made = { user: row, ...(given === undefined ? {} : { oneTimePassword: given }) };
      await input.receipt?.(tx, made);
      return made;
    });
  } catch (error) {
    if (isDuplicate(error)) throw new AppError('ALREADY_EXISTS', { params: { what: input.email }, cause: error });
    throw error;
  }
}

/** Changes a member; ends their sessions when they are deactivated or get a new password. Throws NOT_FOUND, LAST_ADMIN, INVALID. */
export async function updateUser(
  services: Services,
  principal: Principal,
  request: { id: string; edit: UserEdit },
): Promise<UserWithPassword> {
  const { store } = services;
  const { id, edit } = request;
  const given = edit.resetPassword ? oneTimePassword() : undefined;
  const passwordHash = given === undefined ? undefined : await hashPassword(given);
  const user = await store.transaction(async (tx) => {
    const before = await findUser(services, id, tx);
    const links = await resolveLinks(services, { input: edit, tx, principal, self: id });
    const after: UserDoc = {
      ...before,
      ...links,
      ...(edit.name === undefined ? {} : { name: edit.name.trim() }),
      ...(edit.admin === undefined ? {} : { admin: edit.admin }),
      ...(edit.active === undefined ? {} : { active: edit.active }),
      ...(passwordHash === undefined ? {} : { passwordHash, mustChangePassword: true }),
    };
    if (before.admin && before.active && !(after.admin && after.active)) await keepAnAdmin(services, { tx, except: before._id });
    const { _id, ...set } = after;
    await store.models.users.updateOne({ _id }, { $set: set }, { session: tx.session });
    if (!after.active || passwordHash !== undefined) await endAccess(services, tx, _id);
    await announce(services, principal, { tx, events: [{ subject: 'user', kind: 'update', target: id, detail: summary(after) }] });
    return after;
  });
  return { user, ...(given === undefined ? {} : { oneTimePassword: given }) };
}

/** Ends every session of a member, and revokes their keys, as part of a transaction. */
export async function endAccess(services: Services, tx: Tx, user: RowId, except?: string): Promise<void> {
  const { sessions, keys } = services.store.models;
  await sessions.deleteMany({ user, ...(except === undefined ? {} : { _id: { $ne: idOf(except) } }) }, { session: tx.session });
  await keys.deleteMany({ user }, { session: tx.session });
}

function summary(user: UserDoc): Record<string, unknown> {
  const { name, roles, admin, active } = user;
  return { name, roles: [...roles], admin, active };
}

type Links = Partial<Pick<UserDoc, 'department' | 'manager' | 'roles'>>;

async function resolveLinks(services: Services, request: { input: UserEdit; tx: Tx; principal: Principal; self?: string }): Promise<Links> {
  const { input, tx, principal, self } = request;
  const problems: Problem[] = checkRoles(services, input.roles ?? []);
  const manager = input.manager === undefined || input.manager === null ? input.manager : await findManager(services, input.manager, tx);
  if (manager === 'missing' || (manager && String(manager) === self)) problems.push({ path: '/manager', code: 'PERSON_MISSING' });
  if (problems.length > 0) throw new AppError('INVALID', { details: problems });
  const department =
    input.department === undefined ? undefined : await resolveDepartment(services, principal, { tx, department: input.department });
  return {
    ...(department === undefined ? {} : { department }),
    ...(manager === undefined || manager === 'missing' ? {} : { manager }),
    ...(input.roles === undefined ? {} : { roles: [...new Set(input.roles)] }),
  };
}

function checkRoles(services: Services, roles: readonly string[]): Problem[] {
  const known = new Set(services.catalogue.apps().flatMap((app) => app.documents.roles.map((role) => `${app.key}.${role.key}`)));
  return roles.flatMap((role, index) =>
    known.has(role) ? [] : [{ path: `/roles/${index}`, code: 'ROLE_UNKNOWN' as const, params: { role } }],
  );
}

async function findManager(services: Services, manager: string, tx: Tx): Promise<RowId | 'missing'> {
  const by = isId(manager) ? { _id: idOf(manager) } : { emailKey: emailKey(manager) };
  const found = await services.store.models.users.findOne(by, { _id: 1 }, { session: tx.session }).lean();
  return found?._id ?? 'missing';
}
