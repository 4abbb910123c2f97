import type { Department } from '@formwright/client';
import { createDepartment, deleteDepartment, listDepartments, updateDepartment } from '../../identity/departments.ts';
import { createKey, deleteKey, listKeys, type NewKey } from '../../identity/keys.ts';
import { userView } from '../../identity/session-user.ts';
import { createUser, findUser, listUsers, type UserWithPassword, updateUser } from '../../identity/users.ts';
import type { DepartmentDoc, KeyDoc } from '../../store/rows.ts';
import type { Handlers } from '../call.ts';
import { answerWithin } from '../idempotency.ts';
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
      const { receipt, answer } = answerWithin(keep, afterUser);
      await createUser(services, principal, { ...body, receipt });
      return answer();
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
    createDepartment: async ({ principal, body, keep }) => {
      const { receipt, answer } = answerWithin(keep, (row: DepartmentDoc) => ({ department: departmentView(row) }));
      await createDepartment(services, principal, { ...body, receipt });
      return answer();
    },
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
    createKey: async ({ principal, body, keep }) => {
      const { receipt, answer } = answerWithin(keep, ({ key, secret }: NewKey) => ({ key: keyView(key), secret }));
      await createKey(services, principal, { ...body, receipt });
      return answer();
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
