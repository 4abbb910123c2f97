import { type AppDocuments, AppError } from '@formwright/metadata';
import type { AppRow, AppVersionRow } from '../store/rows.ts';
import type { Services } from '../store/services.ts';
import type { Tx } from '../store/store.ts';

/** An installed app's row. Throws APP_UNKNOWN. */
export async function findApp(services: Services, key: string, tx?: Tx): Promise<AppRow> {
  const row = await services.store.models.apps.findOne({ key, state: 'installed' }, undefined, tx ? { session: tx.session } : {}).lean();
  if (!row) throw new AppError('APP_UNKNOWN', { params: { app: key } });
  return row;
}

/** One published version of an app. Throws NOT_FOUND. */
export async function findVersion(services: Services, app: AppRow, version: number): Promise<AppVersionRow> {
  const row = await services.store.models.appVersions.findOne({ app: app._id, version }).lean();
  if (!row) throw new AppError('NOT_FOUND');
  return row;
}

/** The documents that are published now. */
export async function publishedDocuments(services: Services, app: AppRow): Promise<AppDocuments> {
  return JSON.parse((await findVersion(services, app, app.version)).documents);
}
