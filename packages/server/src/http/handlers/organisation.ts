import type { Department } from '@formwright/client';
import { createDepartment, deleteDepartment, listDepartments, updateDepartment } from '../../identity/departments.ts';
import { createKey, deleteKey, listKeys } from '../../identity/keys.ts';
import { userView } from '../../identity/session-user.ts';
import { createUser, findUser, listUsers, type UserWithPassword, updateUser } from '../../identity/users.ts';
import type { DepartmentDoc, KeyDoc } from '../../store/rows.ts';
import type { Receipt } from '../../store/store.ts';
import type { Handlers } from '../call.ts';
import type { HttpParts } from '../parts.ts';

type Organisation = Pick<
  Handlers,
  | 'people'
  | 'users'
  | 'createUser'
  | 'user'
  | 'updateUser'
  | 'deleteUser'
  | 'departments'
  | 'createDepartment'
  | 'updateDepartment'
  | 'deleteDepartment'
  | 'keys'
  | 'createKey'
  | 'deleteKey'
>;

/** Members, departments and keys. */
export function organisationHandlers({ services, sessions }: HttpParts): Organisation {
  return {
    people: async () => {
      const [users, departments] = await Promise.all([listUsers(services), listDepartments(services)]);
      const people = users.map((user) => ({
        id: String(user._id),
        name: user.name,
        department: user.department === null ? null : String(user.department),
        active: user.active,
      }));
      return { people, departments: departments.map(departmentView) };
    },
    users: async () => ({ users: (await listUsers(services)).map(userView) }),
    createUser: async ({ principal, body, keep }) => {
      const receipt: Receipt<UserWithPassword> = async (tx, made) => keep?.(tx, afterUser(made));
      return afterUser(await createUser(services, principal, { ...body, receipt }));
    },
    user: async ({ params }) => ({ user: userView(await findUser(services, params.id)) }),
    updateUser: async ({ principal, params, body }) => {
      const changed = await updateUser(services, principal, { id: params.id, edit: body });
      sessions.forget();
      return afterUser(changed);
    },
    deleteUser: async ({ principal, params }) => {
      await updateUser(services, principal, { id: params.id, edit: { active: false } });
      sessions.forget();
      return {};
    },
    departments: async () => ({ departments: (await listDepartments(services)).map(departmentView) }),
    createDepartment: async ({ principal, body }) => ({ department: departmentView(await createDepartment(services, principal, body)) }),
    updateDepartment: async ({ principal, params, body }) => {
      const department = await updateDepartment(services, principal, { id: params.id, edit: body });
      sessions.forget();
      return { department: departmentView(department) };
    },
    deleteDepartment: async ({ principal, params }) => {
      await deleteDepartment(services, principal, params.id);
      return {};
    },
    keys: async ({ principal }) => ({ keys: (await listKeys(services, principal)).map(keyView) }),
    createKey: async ({ principal, body }) => {
      const { key, secret } = await createKey(services, principal, body.name);
      return { key: keyView(key), secret };
    },
    deleteKey: async ({ principal, params }) => {
      await deleteKey(services, principal, params.id);
      sessions.forget();
      return {};
    },
  };
}

function afterUser({ user, oneTimePassword }: UserWithPassword) {
  return { user: userView(user), ...(oneTimePassword === undefined ? {} : { oneTimePassword }) };
}

function departmentView(row: DepartmentDoc): Department {
  return { id: String(row._id), name: row.name, parent: row.parent === null ? null : String(row.parent) };
}

function keyView(key: KeyDoc) {
  return { id: String(key._id), name: key.name, createdAt: key.createdAt.toISOString(), lastUsedAt: key.lastUsedAt?.toISOString() ?? null };
}
