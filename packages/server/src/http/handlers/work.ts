import { AppError } from '@formwright/metadata';
import { loadPersonById } from '../../identity/load-person.ts';
import { actOnRun, readRun, runsOfRecord } from '../../runs/act-on-run.ts';
import { actOnTask } from '../../runs/act-on-task.ts';
import { definitionIn } from '../../runs/definition.ts';
import { listTasks } from '../../runs/list-tasks.ts';
import { listNotifications, readNotifications } from '../../runs/notifications.ts';
import type { RunParts } from '../../runs/parts.ts';
import { runView } from '../../runs/run-view.ts';
import { startByButton } from '../../runs/start-run.ts';
import { taskDetail } from '../../runs/task-detail.ts';
import type { RunRow } from '../../store/rows.ts';
import type { Receipt } from '../../store/store.ts';
import type { Handlers } from '../call.ts';
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
    actOnTask: async ({ principal, params, body, ifMatch, me, locale }) => {
      if (body.to !== undefined)
        throw new AppError('INVALID', { details: [{ path: '/to', code: 'UNKNOWN_FIELD', params: { field: 'to' } }] });
      const { action, comment, data } = body;
      await actOnTask(runParts, principal, {
        task: params.id,
        action,
        ...(comment === undefined ? {} : { comment }),
        ...(data === undefined ? {} : { data }),
        ...(ifMatch === undefined ? {} : { shown: ifMatch }),
      });
      const {
        subject: _s,
        plan: _p,
        commentRequired: _c,
        runDetail,
        ...task
      } = await taskDetail(services, principal, { id: params.id, reader: me.person, locale });
      return { task, run: runDetail };
    },
    startWorkflow: async ({ principal, params, body, me, locale, keep }) => {
      const answer = async (row: RunRow) => ({
        run: await runView(services, { row, definition: await definitionIn(services, row, locale), reader: me.person }),
      });
      const receipt: Receipt<RunRow> = async (tx, row) => keep?.(tx, await answer(row));
      return answer(await startByButton(runParts, principal, { ...params, ...body, locale, receipt }));
    },
    run: ({ principal, params, locale }) => readRun(services, principal, { id: params.id, locale }),
    recordRuns: async ({ principal, params, locale }) => ({ runs: await runsOfRecord(services, principal, { ...params, locale }) }),
    actOnRun: async ({ principal, params, body, me, locale }) => {
      const row = await actOnRun(runParts, principal, { run: params.id, ...body });
      return { run: await runView(services, { row, definition: await definitionIn(services, row, locale), reader: me.person }) };
    },
    notifications: ({ principal }) => listNotifications(services, principal),
    readNotifications: async ({ principal, body }) => {
      await readNotifications(services, principal, body.ids);
      return {};
    },
  };
}

function pageSize(text: string): number {
  return Math.min(100, Math.max(1, Number(text)));
}
