import type { Run } from '@formwright/client';
import { AppError, type Locale } from '@formwright/metadata';
import { loadPersonById } from '../../identity/load-person.ts';
import { actOnRun, readRun, runsOfRecord } from '../../runs/act-on-run.ts';
import { actOnTask } from '../../runs/act-on-task.ts';
import { definitionIn } from '../../runs/definition.ts';
import { listTasks } from '../../runs/list-tasks.ts';
import { listNotifications, readNotifications } from '../../runs/notifications.ts';
import type { RunParts } from '../../runs/parts.ts';
import { runView } from '../../runs/run-view.ts';
import { startByButton } from '../../runs/start-run.ts';
import { afterAct, taskDetail } from '../../runs/task-detail.ts';
import type { Principal } from '../../store/principal.ts';
import type { RunRow } from '../../store/rows.ts';
import type { Services } from '../../store/services.ts';
import type { Handlers } from '../call.ts';
import { answerWithin } from '../idempotency.ts';
import type { HttpParts } from '../parts.ts';

type Work = Pick<
  Handlers,
  'tasks' | 'task' | 'actOnTask' | 'startWorkflow' | 'run' | 'recordRuns' | 'actOnRun' | 'notifications' | 'readNotifications'
>;

/** Inbox, runs and messages. */
export function workHandlers({ services }: HttpParts): Work {
  const runParts: RunParts = { services, loadPerson: (id) => loadPersonById(services, id) };
  return {
    tasks: ({ principal, query: { box = 'todo', cursor, limit }, locale }) =>
      listTasks(services, principal, {
        box,
        locale,
        ...(cursor === undefined ? {} : { cursor }),
        ...(limit === undefined ? {} : { limit: pageSize(limit) }),
      }),
    task: ({ principal, params, me, locale }) => taskDetail(services, principal, { id: params.id, reader: me.person, locale }),
    actOnTask: async ({ principal, params, body, ifMatch, locale, keep }) => {
      if (body.to !== undefined)
        throw new AppError('INVALID', { details: [{ path: '/to', code: 'UNKNOWN_FIELD', params: { field: 'to' } }] });
      const { action, comment, data } = body;
      const told = answerWithin(keep, (row: RunRow, tx) => afterAct(services, principal, { tx, row, id: params.id, locale }));
      await actOnTask(runParts, principal, {
        task: params.id,
        action,
        ...(comment === undefined ? {} : { comment }),
        ...(data === undefined ? {} : { data }),
        ...(ifMatch === undefined ? {} : { shown: ifMatch }),
        receipt: told.receipt,
      });
      return told.answer();
    },
    startWorkflow: async ({ principal, params, body, locale, keep }) => {
      const told = answerWithin(keep, (row: RunRow) => showRun(services, principal, { row, locale }));
      await startByButton(runParts, principal, { ...params, ...body, locale, receipt: told.receipt });
      return told.answer();
    },
    run: ({ principal, params, locale }) => readRun(services, principal, { id: params.id, locale }),
    recordRuns: async ({ principal, params, locale }) => ({ runs: await runsOfRecord(services, principal, { ...params, locale }) }),
    actOnRun: async ({ principal, params, body, locale, keep }) => {
      const told = answerWithin(keep, (row: RunRow) => showRun(services, principal, { row, locale }));
      await actOnRun(runParts, principal, { run: params.id, ...body, receipt: told.receipt });
      return told.answer();
    },
    notifications: ({ principal }) => listNotifications(services, principal),
    readNotifications: async ({ principal, body }) => {
      await readNotifications(services, principal, body.ids);
      return {};
    },
  };
}

async function showRun(services: Services, principal: Principal, { row, locale }: { row: RunRow; locale: Locale }): Promise<{ run: Run }> {
  return { run: await runView(services, principal, { row, definition: await definitionIn(services, row, locale) }) };
}

function pageSize(text: string): number {
  return Math.min(100, Math.max(1, Number(text)));
}
