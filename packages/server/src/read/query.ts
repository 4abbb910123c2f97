import { isUniform, planFor, visibleFields } from '@formwright/access';
import { parseSort, type RecordData, type Sort, systemFields } from '@formwright/metadata';
import { actorId, type Principal } from '../store/principal.ts';
import { presentRecord, toData } from '../store/record-view.ts';
import type { StoredRecord } from '../store/rows.ts';
import type { Services } from '../store/services.ts';
import { conjunction } from './compile-filter.ts';
import { type CursorOwner, readCursor, writeCursor } from './cursor.ts';
import { inTime, queryTimeMs } from './in-time.ts';
import { afterPosition, type PageOrder, pageOrder, positionOf, toMongoSort } from './page-order.ts';
import type { PageRequest, RecordPage, Selection } from './requests.ts';
import { askedFields, type Selected, select, viewSort } from './select.ts';

/** A page of the records a principal may see. Throws BAD_QUERY, BAD_CURSOR, NOT_FOUND, QUERY_TOO_SLOW. */
export async function query(services: Services, principal: Principal, request: PageRequest): Promise<RecordPage> {
  const selected = select(services, principal, request);
  const fields = askedFields(selected, request.fields);
  const sort =
    request.sort === undefined
      ? viewSort(selected)
      : parseSort(request.sort, selected.target.entity, { allowed: selected.allowed, at: '/sort' });
  const order = pageOrder(sort, selected.target.entity);
  const owner = cursorOwner(services, principal, { selected, request, sort });
  const [rows, total] = await Promise.all([
    findRows(selected, { request, order, owner, fields }),
    request.count ? countSelected(selected) : Promise.resolve(undefined),
  ]);
  const limit = limitOf(request);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    records: presentAll(selected, page, fields),
    ...(rows.length > limit && last ? { next: writeCursor(positionOf(last, order), owner) } : {}),
    ...(total === undefined ? {} : { count: total }),
  };
}

/** How many records of a selection a principal may see. */
export async function count(services: Services, principal: Principal, request: Selection): Promise<number> {
  return countSelected(select(services, principal, request));
}

function countSelected({ target, condition }: Selected): Promise<number> {
  const { collection } = target.records;
  const isEverything = Object.keys(condition).length === 0;
  return inTime(
    isEverything
      ? collection.estimatedDocumentCount({ maxTimeMS: queryTimeMs })
      : collection.countDocuments(condition, { maxTimeMS: queryTimeMs }),
  );
}

function findRows(
  { target, condition, access }: Selected,
  query: { request: PageRequest; order: PageOrder; owner: CursorOwner; fields: ReadonlySet<string> | undefined },
): Promise<StoredRecord[]> {
  const { request, order, owner, fields } = query;
  const after = request.cursor === undefined ? {} : afterPosition(readCursor(request.cursor, owner), order);
  const shown = fields ?? new Set(visibleFields(access).keys());
  const needsAll = !isUniform(access) || target.entity.ownFields.every((field) => shown.has(field.key));
  const wanted = needsAll ? undefined : [...shown];
  const rows = target.records.collection.find<StoredRecord>(conjunction([condition, after]), {
    projection: projectionOf(wanted, order),
    sort: toMongoSort(order),
    limit: limitOf(request) + 1,
    maxTimeMS: queryTimeMs,
  });
  return inTime(rows.toArray());
}

/** Only what is shown, what the version is worked out from and what the cursor holds; all values when the plan depends on them. */
function projectionOf(wanted: readonly string[] | undefined, order: PageOrder): Record<string, 1> {
  const values = wanted ? wanted.filter((key) => !systemFields.has(key)).map((key) => `f.${key}`) : ['f'];
  const sorted = order.keys.map(({ path }) => path).filter((path) => wanted !== undefined || !path.startsWith('f.'));
  const paths = ['version', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'n', 'w', ...values, ...sorted];
  return Object.fromEntries(paths.map((path) => [path, 1]));
}

function presentAll({ access }: Selected, rows: readonly StoredRecord[], fields: ReadonlySet<string> | undefined): RecordData[] {
  const shared = isUniform(access) ? visibleReading(access) : undefined;
  return rows.map((row) => presentRecord({ ...row, f: row.f ?? {} }, shared ?? planFor(access, toData(row)), fields));
}

/** With the same fields in every reading grant, reading needs no look at the record. */
function visibleReading(access: Selected['access']): ReturnType<typeof planFor> {
  const [first] = access.grants.filter((grant) => grant.actions.has('read'));
  return new Map(first?.fields);
}

function limitOf(request: PageRequest): number {
  return Math.min(Math.max(request.limit ?? 50, 1), 500);
}

function cursorOwner(
  services: Services,
  principal: Principal,
  list: { selected: Selected; request: PageRequest; sort: readonly Sort[] },
): CursorOwner {
  const { filter, search, view } = list.request;
  return { secret: services.organisation().secret, query: [actorId(principal), list.selected.target.id, filter, search, view, list.sort] };
}
