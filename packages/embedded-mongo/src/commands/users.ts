import type { Command } from './command.ts';

/** `usersInfo`: no database has users; who may sign in over TCP stands in the URI. */
export const usersInfo: Command = {
  name: 'usersInfo',
  fields: ['showCredentials', 'showCustomData', 'showPrivileges', 'showAuthenticationRestrictions', 'filter'],
  run: () => ({ users: [] }),
};

/** `dropAllUsersFromDatabase`: there are none to drop. */
export const dropAllUsersFromDatabase: Command = {
  name: 'dropAllUsersFromDatabase',
  fields: [],
  takesWriteConcern: true,
  run: () => ({ n: 0 }),
};
