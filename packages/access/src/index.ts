export {
  actionsOf,
  allows,
  compileAccess,
  creatableFields,
  type EntityAccess,
  isUniform,
  planFor,
  queryFields,
  scopeFor,
  visibleFields,
} from './entity-access.ts';
export { explain, type Question, type Reason } from './explain.ts';
export type { AccessFacts, HeldRoles } from './facts.ts';
export type { BoundGrant, FieldAccess } from './grants.ts';
