import type { ApiRecord, TaskDetail } from '@formwright/client';
import type { Locale } from '@formwright/metadata';
import { rightsOn } from '../read/get.ts';
import type { Person, Principal } from '../store/principal.ts';
import type { Services } from '../store/services.ts';
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
  const nameOf = await namesOf(
    services,
    row.state.tasks.map((one) => one.outcome?.by ?? ''),
  );
  const [view, subject, runDetail] = await Promise.all([
    taskView(services, principal, { row, task, definition, nameOf }),
    subjectFor(services, principal, { row, task, definition }),
    runView(services, { row, definition, reader }),
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

function readOnly(keys: Iterable<string>): Map<string, 'read'> {
  return new Map([...keys].map((key) => [key, 'read']));
}
