import type { FieldAccess } from '@formwright/access';
import type { Change } from '@formwright/client';
import { actorId, type Principal } from '../store/principal.ts';
import type { ChangeRow } from '../store/rows.ts';
import type { Services } from '../store/services.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { look } from './get.ts';
import { inTime, queryTimeMs } from './in-time.ts';
import type { ChangesRequest, RecordAddress } from './requests.ts';

/** History of a record, newest first, with the fields a principal may see; changes to hidden fields alone do not show. */
export async function changes(
  services: Services,
  principal: Principal,
  request: ChangesRequest,
): Promise<{ changes: Change[]; next?: string }> {
  const { target, fields } = await look(services, principal, request);
  const owner = { secret: services.organisation().secret, query: [actorId(principal), target.id, request.id, 'changes'] };
  const limit = Math.min(Math.max(request.limit ?? 50, 1), 100);
  let before = request.cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(readCursor(request.cursor, owner).values[0]);
  const shown: Change[] = [];
  for (;;) {
    const rows = await readBefore(services, { entity: target.id, record: request.id, before, limit });
    for (const row of rows) {
      before = row.number ?? 0;
      const change = toChange(row, fields);
      if (change) shown.push(change);
      if (shown.length === limit) return { changes: shown, next: writeCursor({ values: [before], id: request.id }, owner) };
    }
    if (rows.length < limit) return { changes: shown };
  }
}

/** What was said about a record, oldest first. */
export async function comments(
  services: Services,
  principal: Principal,
  request: RecordAddress,
): Promise<{ id: string; at: string; by: { id: string; name: string }; text: string }[]> {
  const { target } = await look(services, principal, request);
  const rows = await services.store.models.comments
    .find({ entity: target.id, record: request.id })
    .sort({ at: 1, _id: 1 })
    .limit(500)
    .lean();
  return rows.map(({ _id, at, by, text }) => ({ id: _id.toString(), at: at.toISOString(), by: { id: by.id, name: by.name }, text }));
}

function readBefore(services: Services, page: { entity: string; record: string; before: number; limit: number }): Promise<ChangeRow[]> {
  const { entity, record, before, limit } = page;
  const found = services.store.models.changes
    .find({ entity, target: record, number: { $lt: before } })
    .sort({ number: -1 })
    .limit(limit);
  return inTime(found.maxTimeMS(queryTimeMs).lean<ChangeRow[]>().exec());
}

/** Undefined for a change of which the reader may know nothing. */
function toChange(row: ChangeRow, plan: ReadonlyMap<string, FieldAccess>): Change | undefined {
  const visible = row.fields.filter(({ key }) => plan.has(key));
  if (row.kind === 'update' && visible.length === 0) return undefined;
  return {
    id: row._id.toString(),
    at: row.at.toISOString(),
    by: { id: row.by.id, name: row.by.name },
    ...(row.onBehalfOf ? { onBehalfOf: { id: row.onBehalfOf.id, name: row.onBehalfOf.name } } : {}),
    origin: row.origin,
    kind: row.kind,
    fields: Object.fromEntries(visible.map(({ key, before, after }) => [key, { before: before ?? null, after: after ?? null }])),
    ...(row.comment === undefined ? {} : { comment: row.comment }),
  };
}
