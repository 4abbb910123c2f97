import { accountRoutes, organisationRoutes } from './account.ts';
import { designRoutes } from './design.ts';
import { recordRoutes } from './records.ts';
import { workRoutes } from './work.ts';

/** Every route of the HTTP contract by name; the server must give each a handler, OpenAPI lists them all. */
export const contract = { ...accountRoutes, ...organisationRoutes, ...designRoutes, ...recordRoutes, ...workRoutes } as const;

/** Name of a route. */
export type RouteName = keyof typeof contract;
