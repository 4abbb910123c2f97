import { AppError } from '@formwright/metadata';
import type { RunTask } from '@formwright/workflow';
import { idOf, isId, type RowId } from '../store/ids.ts';
import type { Person } from '../store/principal.ts';
import type { RunRow } from '../store/rows.ts';
import type { Services } from '../store/services.ts';
import type { Tx } from '../store/store.ts';

/** A task with its run. Throws NOT_FOUND for one that is not there or that the person has no part in. */
export async function findTask(
  services: Services,
  person: Person,
  request: { id: string; tx?: Tx },
): Promise<{ row: RunRow; task: RunTask }> {
  const row = await findRun(services, { id: request.id.slice(0, 24), ...(request.tx ? { tx: request.tx } : {}) });
  const task = row.state.tasks.find((one) => one.id === request.id);
  if (!task || !takesPart(row, person)) throw new AppError('NOT_FOUND');
  return { row, task };
}

/** A run by id. Throws NOT_FOUND, also for one of an app that was removed: its data is out of reach. */
export async function findRun(services: Services, { id, tx }: { id: string; tx?: Tx }): Promise<RunRow> {
  if (!isId(id)) throw new AppError('NOT_FOUND');
  const row = await services.store.models.runs.findById(idOf(id), undefined, tx ? { session: tx.session } : {}).lean();
  if (!row || (await removedApps(services)).some((app) => app.equals(row.app))) throw new AppError('NOT_FOUND');
  return row;
}

/** Apps that were removed, whose runs nobody sees. */
export async function removedApps({ store }: Services): Promise<RowId[]> {
  const rows = await store.models.apps.find({ state: 'removed' }, { _id: 1 }).lean();
  return rows.map((row) => row._id);
}

/** Whether somebody started a run, has or had a task in it, or is an admin. */
export function takesPart(row: Pick<RunRow, 'initiator' | 'state'>, person: Person): boolean {
  return person.admin || row.initiator.id === person.id || row.state.tasks.some((task) => task.assignee === person.id);
}
