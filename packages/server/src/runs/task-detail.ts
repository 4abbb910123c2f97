import type { ApiRecord, Run, Task, TaskDetail } from '@formwright/client';
import { AppError, type Locale } from '@formwright/metadata';
import { rightsOn } from '../read/get.ts';
import type { Person, Principal } from '../store/principal.ts';
import type { RunRow } from '../store/rows.ts';
import type { Services } from '../store/services.ts';
import type { Tx } from '../store/store.ts';
import { definitionIn } from './definition.ts';
import { findTask } from './find-task.ts';
import { namesOf } from './names.ts';
import { runView } from './run-view.ts';
import { approvalNode, nodePlan, subjectEntity } from './task-grant.ts';
import { subjectFor, taskActions, taskView } from './task-view.ts';

/** A task with what its reader sees of the record, and the run around it. Throws NOT_FOUND. */
export async function taskDetail(
  services: Services,
  principal: Principal,
  request: { id: string; reader: Person; locale: Locale },
): Promise<TaskDetail> {
  const { id, reader, locale } = request;
  const { row, task } = await findTask(services, reader, { id });
  const definition = await definitionIn(services, row, locale);
  const nameOf = await namesOf(services, deciders(row));
  const [view, subject, runDetail] = await Promise.all([
    taskView(services, principal, { row, task, definition, nameOf, locale }),
    subjectFor(services, principal, { row, task, definition }),
    runView(services, principal, { row, definition }),
  ]);
  const node = approvalNode(definition, task.node);
  const target = subjectEntity(services, row);
  const isOpen = taskActions(task, reader.id).length > 0;
  const address = { app: row.appKey, entity: row.entityKey, id: String(row.record) };
  const own =
    subject && !isOpen
      ? await rightsOn(services, principal, address)
          .then((rights) => rights.fields)
          .catch(() => undefined)
      : undefined;
  const plan = isOpen && node && target ? nodePlan(target, node) : readOnly(own?.keys() ?? []);
  // What the read road answers is a record of the contract by construction.
  return {
    ...view,
    subject: subject as ApiRecord | null,
    plan: Object.fromEntries(plan),
    runDetail,
    commentRequired: node?.config.commentRequired ?? 'onReject',
  };
}

/** A task and its run right after an act on it, in the transaction of that act. Throws NOT_FOUND. */
export async function afterAct(
  services: Services,
  principal: Principal,
  { tx, row, id, locale }: { tx: Tx; row: RunRow; id: string; locale: Locale },
): Promise<{ task: Task; run: Run }> {
  const task = row.state.tasks.find((one) => one.id === id);
  if (!task) throw new AppError('NOT_FOUND');
  const definition = await definitionIn(services, row, locale);
  const nameOf = await namesOf(services, deciders(row));
  return {
    task: await taskView(services, principal, { row, task, definition, nameOf, locale, tx }),
    run: await runView(services, principal, { row, definition }),
  };
}

function deciders(row: RunRow): string[] {
  return row.state.tasks.map((one) => one.outcome?.by ?? '');
}

function readOnly(keys: Iterable<string>): Map<string, 'read'> {
  return new Map([...keys].map((key) => [key, 'read']));
}
