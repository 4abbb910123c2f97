import type { FieldAccess } from '@formwright/access';
import type { ApprovalNode, WorkflowDoc } from '@formwright/metadata';
import type { PublishedEntity } from '../store/catalogue.ts';
import type { Principal, TaskGrant } from '../store/principal.ts';
import type { RunRow } from '../store/rows.ts';
import type { Services } from '../store/services.ts';

/** The approval node of an id; undefined when the definition has none. */
export function approvalNode(definition: WorkflowDoc, id: string): ApprovalNode | undefined {
  return definition.nodes.find((node): node is ApprovalNode => node.id === id && node.type === 'approval');
}

/** The record's entity as it is published now; undefined once it was removed. */
export function subjectEntity(services: Services, row: Pick<RunRow, 'entity'>): PublishedEntity | undefined {
  return services.catalogue.entityById(row.entity);
}

/** What an open task lets its assignee see and write of the record: the node's field plan, everything readable without one. */
export function nodePlan(target: PublishedEntity, node: ApprovalNode): Map<string, FieldAccess> {
  const named = new Map(Object.entries(node.config.fields?.fields ?? {}));
  const other = node.config.fields === undefined ? 'read' : (node.config.fields.default ?? 'write');
  const plan = new Map<string, FieldAccess>();
  for (const field of target.entity.fields.values()) {
    const right = field.system ? 'read' : (named.get(field.key) ?? other);
    if (right !== 'hidden') plan.set(field.key, right === 'write' && !field.readOnly ? 'write' : 'read');
  }
  return plan;
}

/** A person as holder of an open task: with the right it gives to this one record. */
export function withTask(principal: Principal, grant: TaskGrant): Principal {
  return principal.kind === 'user'
    ? { ...principal, grant }
    : principal.kind === 'key'
      ? { kind: 'user', person: principal.person, origin: principal.origin, grant }
      : principal;
}
