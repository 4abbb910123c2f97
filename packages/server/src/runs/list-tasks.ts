import type { Task, TaskBox } from '@formwright/client';
import { AppError, type Locale } from '@formwright/metadata';
import type { RunTask } from '@formwright/workflow';
import { idOf, isId, type RowId } from '../store/ids.ts';
import { type Principal, personOf } from '../store/principal.ts';
import type { RunRow } from '../store/rows.ts';
import type { Services } from '../store/services.ts';
import { definitionIn } from './definition.ts';
import { removedApps } from './find-task.ts';
import { namesOf } from './names.ts';
import { taskView } from './task-view.ts';

/** A page of one's inbox. */
export interface TasksRequest {
  box: TaskBox;
  cursor?: string;
  /** 1 to 100; default 50. */
  limit?: number;
  locale: Locale;
}

/** A page of tasks, newest first, and how many each box holds. */
export interface TasksPage {
  tasks: Task[];
  next?: string;
  counts: Record<TaskBox, number>;
}

/** One's inbox. Reads one page by an index, whatever the box holds. Throws BAD_CURSOR. */
export async function listTasks(services: Services, principal: Principal, request: TasksRequest): Promise<TasksPage> {
  const me = personOf(principal)?.id ?? '';
  const limit = request.limit ?? 50;
  const { runs } = services.store.models;
  const before = request.cursor === undefined ? {} : { _id: { $lt: cursorId(request.cursor) } };
  const gone = await removedApps(services);
  const inUse = gone.length === 0 ? {} : { app: { $nin: gone } };
  const [rows, counts] = await Promise.all([
    runs
      .find({ ...boxFilter(request.box, me), ...inUse, ...before })
      .sort({ _id: -1 })
      .limit(limit + 1)
      .lean(),
    countBoxes(services, me, inUse),
  ]);
  const page = rows.slice(0, limit);
  const nameOf = await namesOf(
    services,
    page.flatMap((row) => row.state.tasks.map((task) => task.outcome?.by ?? '')),
  );
  const lines = page.flatMap((row) => tasksIn(row, request.box, me).map((task) => ({ row, task })));
  const tasks = await Promise.all(
    lines.map(async (line) =>
      taskView(services, principal, {
        ...line,
        definition: await definitionIn(services, line.row, request.locale),
        nameOf,
        locale: request.locale,
      }),
    ),
  );
  const last = page.at(-1);
  return { tasks, counts, ...(rows.length > limit && last ? { next: String(last._id) } : {}) };
}

function boxFilter(box: TaskBox, me: string): Record<string, unknown> {
  switch (box) {
    case 'todo':
      return { waitingFor: me };
    case 'done':
      return { decidedBy: me };
    case 'started':
      return { 'initiator.id': me };
    case 'cc':
      return { cc: me };
  }
}

async function countBoxes(services: Services, me: string, inUse: Record<string, unknown>): Promise<Record<TaskBox, number>> {
  const count = (box: TaskBox) => services.store.models.runs.countDocuments({ ...boxFilter(box, me), ...inUse });
  const [todo, done, started, cc] = await Promise.all([count('todo'), count('done'), count('started'), count('cc')]);
  return { todo, done, started, cc };
}

/** The tasks of a run that belong in a box. A run one started stands there once, with the task that matters now. */
function tasksIn(row: RunRow, box: TaskBox, me: string): RunTask[] {
  const { tasks } = row.state;
  switch (box) {
    case 'todo':
      return tasks.filter((task) => task.kind === 'approval' && task.state === 'open' && task.assignee === me);
    case 'done':
      return tasks.filter((task) => task.outcome?.by === me);
    case 'cc':
      return tasks.filter((task) => task.kind === 'cc' && task.assignee === me);
    case 'started': {
      const task = tasks.find((one) => one.state === 'open') ?? tasks.findLast((one) => one.kind === 'approval') ?? tasks.at(-1);
      return task ? [task] : [];
    }
  }
}

function cursorId(cursor: string): RowId {
  if (!isId(cursor)) throw new AppError('BAD_CURSOR');
  return idOf(cursor);
}
