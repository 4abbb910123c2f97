import type { Organisation, SessionUser, User } from '@formwright/client';
import type { OrganisationDoc, UserDoc } from '../store/rows.ts';
import type { Services } from '../store/services.ts';

/** A signed-in person as they see themselves. */
export async function sessionUser(services: Services, user: UserDoc): Promise<SessionUser> {
  const department =
    user.department === null ? null : await services.store.models.departments.findById(user.department, { name: 1 }).lean();
  return {
    id: String(user._id),
    name: user.name,
    email: user.email,
    locale: user.locale,
    admin: user.admin,
    mustChangePassword: user.mustChangePassword,
    department: department ? { id: String(department._id), name: department.name } : null,
    roles: [...user.roles],
  };
}

/** A member as admins see one. */
export function userView(user: UserDoc): User {
  return {
    id: String(user._id),
    name: user.name,
    email: user.email,
    department: user.department === null ? null : String(user.department),
    manager: user.manager === null ? null : String(user.manager),
    roles: [...user.roles],
    admin: user.admin,
    active: user.active,
    mustChangePassword: user.mustChangePassword,
    createdAt: user.createdAt.toISOString(),
  };
}

/** The organisation as its members see it. */
export function organisationView(organisation: OrganisationDoc): Organisation {
  return { name: organisation.name, locale: organisation.locale, timeZone: organisation.timeZone };
}
