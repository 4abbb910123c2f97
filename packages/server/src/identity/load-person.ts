import { isId } from '../store/ids.ts';
import type { Person } from '../store/principal.ts';
import type { UserDoc } from '../store/rows.ts';
import type { Services } from '../store/services.ts';

/** A member with all that rights depend on, as of now. */
export async function loadPerson(services: Services, user: UserDoc): Promise<Person> {
  const { users, departments } = services.store.models;
  const [tree, reports, colleagues] = await Promise.all([
    user.department === null ? [] : departments.find({}, { parent: 1 }).lean(),
    users.find({ manager: user._id }, { _id: 1 }).lean(),
    user.department === null ? [] : users.find({ department: user.department }, { _id: 1 }).lean(),
  ]);
  return {
    id: String(user._id),
    name: user.name,
    locale: user.locale,
    admin: user.admin,
    roles: user.roles,
    department: user.department === null ? null : String(user.department),
    departments:
      user.department === null
        ? []
        : below(
            String(user.department),
            tree.map((one) => ({ id: String(one._id), parent: String(one.parent) })),
          ),
    departmentPeople: colleagues.map((one) => String(one._id)),
    reports: reports.map((one) => String(one._id)),
  };
}

function below(root: string, tree: readonly { id: string; parent: string }[]): string[] {
  const found = new Set([root]);
  for (const id of found) for (const one of tree) if (one.parent === id) found.add(one.id);
  return [...found];
}

/** A member by id as of now; undefined when there is none or they are suspended. */
export async function loadPersonById(services: Services, id: string): Promise<Person | undefined> {
  const user = isId(id) ? await services.store.models.users.findById(id).lean() : null;
  return user?.active ? loadPerson(services, user) : undefined;
}
