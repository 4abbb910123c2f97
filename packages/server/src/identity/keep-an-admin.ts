import { AppError } from '@formwright/metadata';
import type { RowId } from '../store/ids.ts';
import type { Services } from '../store/services.ts';
import type { Tx } from '../store/store.ts';

/** Makes sure that another admin remains. Everybody who takes an admin away writes one row, so that two cannot remove each other. Throws LAST_ADMIN. */
export async function keepAnAdmin(services: Services, request: { tx: Tx; except: RowId }): Promise<void> {
  const { counters, users } = services.store.models;
  const { session } = request.tx;
  await counters.updateOne({ _id: 'admins:taken' }, { $inc: { last: 1 } }, { upsert: true, session });
  const other = await users.exists({ admin: true, active: true, _id: { $ne: request.except } }).session(session);
  if (other === null) throw new AppError('LAST_ADMIN');
}
