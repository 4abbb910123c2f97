import type { FieldAccess } from '@formwright/access';

/** A person with all that rights depend on; made by identity, never by hand elsewhere. */
export interface Person {
  id: string;
  name: string;
  locale: 'zh-CN' | 'en';
  /** Admin of the organisation: every right in every app. */
  admin: boolean;
  /** `app.role`. */
  roles: readonly string[];
  department: string | null;
  /** Their department and all below it. */
  departments: readonly string[];
  /** Everybody in their department, themselves too. */
  departmentPeople: readonly string[];
  /** People whose manager they are. */
  reports: readonly string[];
}

/** A right bound to one record while a task is open: it widens what its holder may do with that record only. */
export interface TaskGrant {
  entity: string;
  app: string;
  record: string;
  fields: ReadonlyMap<string, FieldAccess>;
}

/** Who acts. There is no "nobody". */
export type Principal =
  | { kind: 'user'; person: Person; origin: string; grant?: TaskGrant }
  | { kind: 'key'; person: Person; key: { id: string; name: string }; origin: string }
  /** A public form; `roles` as `app.role` are what its maker gave it. */
  | { kind: 'link'; id: string; name: string; roles: readonly string[]; locale: 'zh-CN' | 'en'; origin: string }
  /** A workflow step: with the rights of the person it acts for, or of the system when an admin chose so. */
  | {
      kind: 'workflow';
      id: string;
      name: string;
      as: 'initiator' | 'system';
      onBehalfOf: Person;
      origin: string;
      depth: number;
      grant?: TaskGrant;
    }
  /** A named job of the product: all rights, also to fields only the product fills. */
  | { kind: 'system'; job: string; origin: string };

/** The person whose rights count; undefined for links and the system. */
export function personOf(principal: Principal): Person | undefined {
  switch (principal.kind) {
    case 'user':
    case 'key':
      return principal.person;
    case 'workflow':
      return principal.onBehalfOf;
    case 'link':
    case 'system':
      return undefined;
  }
}

/** Id under which a principal's writes and files are kept. */
export function actorId(principal: Principal): string {
  switch (principal.kind) {
    case 'user':
    case 'key':
      return principal.person.id;
    case 'link':
    case 'workflow':
      return principal.id;
    case 'system':
      return `system:${principal.job}`;
  }
}
