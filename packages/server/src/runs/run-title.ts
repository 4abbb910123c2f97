import { visibleFields } from '@formwright/access';
import type { WorkflowDoc } from '@formwright/metadata';
import type { RunTask } from '@formwright/workflow';
import type { PublishedEntity } from '../store/catalogue.ts';
import { type Principal, personOf } from '../store/principal.ts';
import type { RunRow } from '../store/rows.ts';
import type { Services } from '../store/services.ts';
import { approvalNode, nodePlan, subjectEntity } from './task-grant.ts';

/** A run and the workflow it follows. */
interface Titled {
  row: Pick<RunRow, 'entity' | 'record' | 'title' | 'state'>;
  definition: WorkflowDoc;
}

/** What a run is called to its reader: the title of its record, or the record's id where the title is hidden from them. */
export function titleFor(services: Services, principal: Principal, { row, definition }: Titled): string {
  const target = subjectEntity(services, row);
  const me = personOf(principal)?.id;
  const isSeen =
    target !== undefined &&
    (visibleFields(services.catalogue.access(principal, target)).has(target.entity.titleField.key) ||
      row.state.tasks.some((task) => task.assignee === me && showsTitle(target, definition, task)));
  return isSeen ? row.title : String(row.record);
}

/** The same for a message to whom a task is given, or, without a task, to whom started the run: where any role hides the title it is left out. */
export function titleInMessage(services: Services, { row, definition }: Titled, task: RunTask | undefined): string {
  const target = subjectEntity(services, row);
  const isSeen = target !== undefined && (task ? showsTitle(target, definition, task) : !isHiddenFromSome(target));
  return isSeen ? row.title : String(row.record);
}

/** A copy tells of the record; an approval shows what its field plan shows. */
function showsTitle(target: PublishedEntity, definition: WorkflowDoc, task: RunTask): boolean {
  const node = approvalNode(definition, task.node);
  return node === undefined ? task.kind === 'cc' : nodePlan(target, node).has(target.entity.titleField.key);
}

function isHiddenFromSome({ app, key, entity }: PublishedEntity): boolean {
  const title = entity.titleField.key;
  const plans = app.documents.roles.flatMap((role) => role.grants).flatMap((grant) => (grant.entity === key ? [grant.fields] : []));
  return plans.some((plan) => (new Map(Object.entries(plan?.fields ?? {})).get(title) ?? plan?.default) === 'hidden');
}
