import type { Task } from '@formwright/client';
import type { RecordData, WorkflowDoc } from '@formwright/metadata';
import type { RunTask } from '@formwright/workflow';
import { get } from '../read/get.ts';
import { type Principal, personOf } from '../store/principal.ts';
import type { RunRow } from '../store/rows.ts';
import type { Services } from '../store/services.ts';
import { inputFields } from './check-start-input.ts';
import type { NameOf } from './names.ts';
import { runActions } from './run-view.ts';
import { approvalNode, nodePlan, subjectEntity, withTask } from './task-grant.ts';

/** What one line of an inbox is made from. */
export interface TaskViewOptions {
  row: RunRow;
  task: RunTask;
  definition: WorkflowDoc;
  nameOf: NameOf;
}

/** One line of an inbox, with the fields that matter. */
export async function taskView(services: Services, principal: Principal, options: TaskViewOptions): Promise<Task> {
  const { row, task, definition, nameOf } = options;
  const { outcome } = decidedBy(row, task);
  const reader = personOf(principal);
  return {
    id: task.id,
    run: String(row._id),
    app: row.appKey,
    workflow: row.workflow,
    node: task.node,
    entity: row.entityKey,
    record: String(row.record),
    title: row.title,
    actions: [...taskActions(task, reader?.id), ...(reader ? runActions({ row, definition, reader }) : [])],
    openedAt: task.openedAt,
    workflowTitle: definition.title,
    nodeTitle: definition.nodes.find((node) => node.id === task.node)?.title ?? task.node,
    initiator: row.initiator,
    state: task.state,
    ...(task.closedAt === undefined ? {} : { closedAt: task.closedAt }),
    ...(outcome === undefined ? {} : { outcome: { action: outcome.action, by: nameOf(outcome.by), comment: outcome.comment } }),
    summary: await summaryOf(services, principal, options),
  };
}

/** What somebody may do with a task now. */
export function taskActions(task: RunTask, reader: string | undefined): string[] {
  return task.kind === 'approval' && task.state === 'open' && task.assignee === reader ? ['approve', 'reject'] : [];
}

/** Who decided a task: its assignee, or whoever decided beside them and so closed it. */
export function decidedBy(row: Pick<RunRow, 'state'>, task: RunTask): RunTask {
  if (task.outcome !== undefined || task.state === 'open') return task;
  return (
    row.state.tasks.find(
      (one) => one.token === task.token && one.node === task.node && one.outcome !== undefined && one.closedAt === task.closedAt,
    ) ?? task
  );
}

/** The subject as an assignee sees it while the task is open, and as their own rights allow otherwise; null when not at all. */
export async function subjectFor(
  services: Services,
  principal: Principal,
  options: Pick<TaskViewOptions, 'row' | 'task' | 'definition'>,
): Promise<RecordData | null> {
  const { row, task, definition } = options;
  const address = { app: row.appKey, entity: row.entityKey, id: String(row.record) };
  const target = subjectEntity(services, row);
  if (!target) return null;
  const node = approvalNode(definition, task.node);
  const isOpen = node !== undefined && task.state === 'open' && task.assignee === personOf(principal)?.id;
  const reader = isOpen
    ? withTask(principal, { app: row.appKey, entity: row.entityKey, record: address.id, fields: nodePlan(target, node) })
    : principal;
  return get(services, reader, address).catch(() => null);
}

async function summaryOf(services: Services, principal: Principal, options: TaskViewOptions): Promise<Task['summary']> {
  const { row, task, definition } = options;
  const asked = inputFields(definition).flatMap((field) =>
    Object.hasOwn(row.state.input, field.key)
      ? [{ field: `input.${field.key}`, title: field.title, value: row.state.input[field.key] }]
      : [],
  );
  const keys = approvalNode(definition, task.node)?.config.summary ?? [];
  const record = keys.length === 0 ? null : await subjectFor(services, principal, options);
  const fields = subjectEntity(services, row)?.entity.fields;
  if (!record || !fields) return asked;
  const shown = keys.flatMap((key) =>
    Object.hasOwn(record, key) ? [{ field: key, title: fields.get(key)?.title ?? key, value: record[key] }] : [],
  );
  return [...asked, ...shown];
}
