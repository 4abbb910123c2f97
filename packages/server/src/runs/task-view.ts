import type { Task } from '@formwright/client';
import { AppError, type Locale, type RecordData, systemFieldTitles, type WorkflowDoc } from '@formwright/metadata';
import type { RunTask } from '@formwright/workflow';
import { get } from '../read/get.ts';
import type { PublishedEntity } from '../store/catalogue.ts';
import { type Principal, personOf } from '../store/principal.ts';
import type { RunRow } from '../store/rows.ts';
import type { Services } from '../store/services.ts';
import type { Tx } from '../store/store.ts';
import { documentsIn } from '../store/translated-app.ts';
import { inputFields } from './check-start-input.ts';
import type { NameOf } from './names.ts';
import { titleFor } from './run-title.ts';
import { runActions } from './run-view.ts';
import { approvalNode, nodePlan, subjectEntity, withTask } from './task-grant.ts';

/** What one line of an inbox is made from. */
export interface TaskViewOptions {
  row: RunRow;
  task: RunTask;
  /** In the reader's language. */
  definition: WorkflowDoc;
  nameOf: NameOf;
  locale: Locale;
  /** Transaction in which the record is read. */
  tx?: Tx;
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
    title: titleFor(services, principal, { row, definition }),
    actions: [...taskActions(task, reader?.id), ...(reader ? runActions({ row, definition }, reader) : [])],
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
  options: Pick<TaskViewOptions, 'row' | 'task' | 'definition' | 'tx'>,
): Promise<RecordData | null> {
  const { row, task, definition, tx } = options;
  const address = { app: row.appKey, entity: row.entityKey, id: String(row.record) };
  const target = subjectEntity(services, row);
  if (!target) return null;
  const node = approvalNode(definition, task.node);
  const isOpen = node !== undefined && task.state === 'open' && task.assignee === personOf(principal)?.id;
  const reader = isOpen
    ? withTask(principal, { app: row.appKey, entity: row.entityKey, record: address.id, fields: nodePlan(target, node) })
    : principal;
  return get(services, reader, { ...address, ...(tx ? { tx } : {}) }).catch((error: unknown) => {
    if (error instanceof AppError && error.status === 404) return null;
    throw error;
  });
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
  const target = subjectEntity(services, row);
  if (!record || !target) return asked;
  const titles = fieldTitles(target, options.locale);
  const shown = keys.flatMap((key) =>
    Object.hasOwn(record, key) ? [{ field: key, title: titles.get(key) ?? key, value: record[key] }] : [],
  );
  return [...asked, ...shown];
}

function fieldTitles(target: PublishedEntity, locale: Locale): Map<string, string> {
  const document = documentsIn(target.app, locale).entities.find((entity) => entity.key === target.key);
  const own = Object.entries(document?.properties ?? {}).map(([key, field]) => [key, field.title] as const);
  return new Map([...[...systemFieldTitles].map(([key, title]) => [key, title[locale]] as const), ...own]);
}
