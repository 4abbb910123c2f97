import { type Static, Type } from 'typebox';
import { route } from './route.ts';
import { Id, LocaleName, Moment, Nothing } from './shapes.ts';

const closed = { additionalProperties: false } as const;
const Email = Type.String({ minLength: 3, maxLength: 254, format: 'email' });
const Password = Type.String({ minLength: 1, maxLength: 1024 });
const PersonName = Type.String({ minLength: 1, maxLength: 100 });

/** The signed-in person. */
export const SessionUser = Type.Object({
  id: Id,
  name: Type.String(),
  email: Type.String(),
  locale: LocaleName,
  admin: Type.Boolean({ description: 'Admin of the organisation: every right in every app.' }),
  mustChangePassword: Type.Boolean({ description: 'Until the one-time password is changed all else answers 403.' }),
  department: Type.Union([Type.Object({ id: Id, name: Type.String() }), Type.Null()]),
  roles: Type.Array(Type.String(), { description: 'app.role, …' }),
});
/** The signed-in person. */
export type SessionUser = Static<typeof SessionUser>;

/** The organisation of this install. */
export const Organisation = Type.Object({
  name: Type.String(),
  locale: LocaleName,
  timeZone: Type.String({ description: 'IANA name; decides "today".' }),
});
/** The organisation of this install. */
export type Organisation = Static<typeof Organisation>;

const SignedIn = Type.Object({
  user: SessionUser,
  token: Type.String({ description: 'Session token for Authorization: Bearer; browsers get a cookie too.' }),
});

/** First run, sign-in and the probes. */
export const accountRoutes = {
  live: route({
    method: 'GET',
    path: '/health/live',
    summary: 'Is the process alive.',
    access: 'open',
    response: Type.Object({ status: Type.Literal('ok') }),
  }),
  ready: route({
    method: 'GET',
    path: '/health/ready',
    summary: 'Can requests be served; 503 while not.',
    access: 'open',
    response: Type.Object({ status: Type.Literal('ok'), setup: Type.Boolean({ description: 'Whether first run is still needed.' }) }),
  }),
  setupState: route({
    method: 'GET',
    path: '/api/setup',
    summary: 'Is a first admin needed.',
    access: 'open',
    response: Type.Object({ needed: Type.Boolean() }),
  }),
  setup: route({
    method: 'POST',
    path: '/api/setup',
    summary: 'Make the organisation and its first admin, once.',
    access: 'open',
    status: 201,
    body: Type.Object(
      {
        organisation: PersonName,
        name: PersonName,
        email: Email,
        password: Password,
        locale: LocaleName,
        timeZone: Type.Optional(Type.String({ maxLength: 64 })),
      },
      closed,
    ),
    response: SignedIn,
  }),
  signIn: route({
    method: 'POST',
    path: '/api/session',
    summary: 'Sign in; only failures are counted and limited.',
    access: 'open',
    status: 201,
    body: Type.Object({ email: Type.String({ minLength: 1, maxLength: 254 }), password: Password }, closed),
    response: SignedIn,
  }),
  session: route({
    method: 'GET',
    path: '/api/session',
    summary: 'Who am I.',
    response: Type.Object({ user: SessionUser, organisation: Organisation }),
  }),
  signOut: route({
    method: 'DELETE',
    path: '/api/session',
    summary: 'Sign out: the session ends at once.',
    status: 204,
    response: Nothing,
  }),
  changePassword: route({
    method: 'PATCH',
    path: '/api/session',
    summary: 'Change my password (ends my other sessions), or my language.',
    body: Type.Object(
      {
        password: Type.Optional(Password),
        newPassword: Type.Optional(Type.String({ minLength: 1, maxLength: 1024 })),
        locale: Type.Optional(LocaleName),
      },
      closed,
    ),
    response: Type.Object({ user: SessionUser }),
  }),
} as const;

/** A member as admins see one. */
export const User = Type.Object({
  id: Id,
  name: Type.String(),
  email: Type.String(),
  department: Type.Union([Id, Type.Null()]),
  manager: Type.Union([Id, Type.Null()]),
  roles: Type.Array(Type.String()),
  admin: Type.Boolean(),
  active: Type.Boolean(),
  mustChangePassword: Type.Boolean(),
  createdAt: Moment,
});
/** A member as admins see one. */
export type User = Static<typeof User>;

/** A department; departments make a tree. */
export const Department = Type.Object({ id: Id, name: Type.String(), parent: Type.Union([Id, Type.Null()]) });
/** A department. */
export type Department = Static<typeof Department>;

/** What everybody may know of a colleague. */
export const Colleague = Type.Object({ id: Id, name: Type.String(), department: Type.Union([Id, Type.Null()]), active: Type.Boolean() });
/** What everybody may know of a colleague. */
export type Colleague = Static<typeof Colleague>;

const Roles = Type.Array(Type.String({ pattern: '^[a-z][a-zA-Z0-9_-]{0,62}\\.[a-z][a-zA-Z0-9_-]{0,62}$' }), { maxItems: 200 });
const DepartmentInput = Type.Union([Type.String({ minLength: 1, maxLength: 100 }), Type.Null()], {
  description: 'Id of a department, or a name: made when there is none of that name.',
});
const ManagerInput = Type.Union([Type.String({ minLength: 1, maxLength: 254 }), Type.Null()], { description: 'Id or e-mail of a member.' });
const userId = Type.Object({ id: Id }, closed);

/** Members, departments and keys. */
export const organisationRoutes = {
  people: route({
    method: 'GET',
    path: '/api/people',
    summary: 'Colleagues by name, for pickers.',
    response: Type.Object({ people: Type.Array(Colleague), departments: Type.Array(Department) }),
  }),
  users: route({
    method: 'GET',
    path: '/api/users',
    summary: 'All members.',
    access: 'admin',
    response: Type.Object({ users: Type.Array(User) }),
  }),
  createUser: route({
    method: 'POST',
    path: '/api/users',
    summary: 'Add a member; without a password a one-time one is answered, to be changed at first sign-in.',
    access: 'admin',
    status: 201,
    body: Type.Object(
      {
        name: PersonName,
        email: Email,
        department: Type.Optional(DepartmentInput),
        manager: Type.Optional(ManagerInput),
        roles: Type.Optional(Roles),
        admin: Type.Optional(Type.Boolean()),
        password: Type.Optional(Password),
      },
      closed,
    ),
    response: Type.Object({ user: User, oneTimePassword: Type.Optional(Type.String()) }),
  }),
  user: route({
    method: 'GET',
    path: '/api/users/:id',
    summary: 'One member.',
    access: 'admin',
    params: userId,
    response: Type.Object({ user: User }),
  }),
  updateUser: route({
    method: 'PATCH',
    path: '/api/users/:id',
    summary: 'Change a member, deactivate one, or give a new one-time password.',
    access: 'admin',
    params: userId,
    body: Type.Object(
      {
        name: Type.Optional(PersonName),
        department: Type.Optional(DepartmentInput),
        manager: Type.Optional(ManagerInput),
        roles: Type.Optional(Roles),
        admin: Type.Optional(Type.Boolean()),
        active: Type.Optional(Type.Boolean()),
        resetPassword: Type.Optional(Type.Literal(true)),
      },
      closed,
    ),
    response: Type.Object({ user: User, oneTimePassword: Type.Optional(Type.String()) }),
  }),
  deleteUser: route({
    method: 'DELETE',
    path: '/api/users/:id',
    summary: 'Deactivate a member: history keeps the name, sessions end at once.',
    access: 'admin',
    params: userId,
    status: 204,
    response: Nothing,
  }),
  departments: route({
    method: 'GET',
    path: '/api/departments',
    summary: 'All departments.',
    response: Type.Object({ departments: Type.Array(Department) }),
  }),
  createDepartment: route({
    method: 'POST',
    path: '/api/departments',
    summary: 'Add a department.',
    access: 'admin',
    status: 201,
    body: Type.Object({ name: PersonName, parent: Type.Optional(Type.Union([Id, Type.Null()])) }, closed),
    response: Type.Object({ department: Department }),
  }),
  updateDepartment: route({
    method: 'PATCH',
    path: '/api/departments/:id',
    summary: 'Rename or move a department.',
    access: 'admin',
    params: userId,
    body: Type.Object({ name: Type.Optional(PersonName), parent: Type.Optional(Type.Union([Id, Type.Null()])) }, closed),
    response: Type.Object({ department: Department }),
  }),
  deleteDepartment: route({
    method: 'DELETE',
    path: '/api/departments/:id',
    summary: 'Remove an empty department.',
    access: 'admin',
    params: userId,
    status: 204,
    response: Nothing,
  }),
  backup: route({
    method: 'POST',
    path: '/api/backup',
    summary: 'The whole database, files included, as of one moment; for `formwright restore`.',
    access: 'admin',
    produces: 'application/gzip',
    response: Type.Unknown(),
  }),
  keys: route({
    method: 'GET',
    path: '/api/keys',
    summary: 'My API keys.',
    response: Type.Object({
      keys: Type.Array(Type.Object({ id: Id, name: Type.String(), createdAt: Moment, lastUsedAt: Type.Union([Moment, Type.Null()]) })),
    }),
  }),
  createKey: route({
    method: 'POST',
    path: '/api/keys',
    summary: 'Make an API key that acts with my rights; its secret is shown once.',
    status: 201,
    body: Type.Object({ name: PersonName }, closed),
    response: Type.Object({
      key: Type.Object({ id: Id, name: Type.String(), createdAt: Moment, lastUsedAt: Type.Union([Moment, Type.Null()]) }),
      secret: Type.String(),
    }),
  }),
  deleteKey: route({
    method: 'DELETE',
    path: '/api/keys/:id',
    summary: 'Revoke a key at once.',
    params: userId,
    status: 204,
    response: Nothing,
  }),
} as const;
