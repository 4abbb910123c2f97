import type { Entity } from '@formwright/metadata';
import type { PublishedEntity } from '../store/catalogue.ts';
import type { BulkStatement, Condition } from '../store/condition.ts';
import { duplicatesIn } from '../store/database-errors.ts';
import { type DerivedParts, derivedFingerprint, derivedParts } from '../store/derived-parts.ts';
import type { StoredRecord } from '../store/rows.ts';

type RecordModel = PublishedEntity['records'];
type Row = Pick<StoredRecord, '_id' | 'f' | 'version'>;
type Parts = Partial<DerivedParts>;

/** By which documents records are derived. */
export interface Derivation {
  entity: Entity;
  /** The documents that hold until the switch: what they ask for is kept beside the rest. */
  published?: Entity | undefined;
  /** Which records; all when left out. */
  among?: Condition;
}

const batchSize = 500;

/** Writes the derived parts of records again that were derived by other documents; one changed meanwhile is left to its writer. */
export async function deriveAnew(records: RecordModel, { entity, published, among = {} }: Derivation): Promise<void> {
  const pending: Row[] = [];
  const toParts = (row: Row) => (published ? bothParts(row, entity, published) : derivedParts(row.f, entity));
  const outdated = { ...among, d: { $ne: derivedFingerprint(entity) } };
  for await (const row of records.collection.find<Row>(outdated, { projection: { f: 1, version: 1 } })) {
    pending.push(row);
    if (pending.length >= batchSize) await writeParts(records, pending.splice(0), toParts);
  }
  if (pending.length > 0) await writeParts(records, pending, toParts);
}

/** What two versions of an entity ask for. Where the older one asks for more the record counts as not derived, to be cleared after the switch. */
function bothParts(row: Row, entity: Entity, published: Entity): Parts {
  const next = derivedParts(row.f, entity);
  const now = derivedParts(row.f, published);
  const t = union(next.t, now.t);
  const u = union(next.u, now.u);
  const s = { ...now.s, ...next.s };
  const q = { ...now.q, ...next.q };
  const isMore =
    t.length > (next.t?.length ?? 0) ||
    u.length > (next.u?.length ?? 0) ||
    Object.keys(s).length > Object.keys(next.s).length ||
    Object.keys(q).length > Object.keys(next.q).length;
  return { s, q, ...(t.length > 0 ? { t } : {}), ...(u.length > 0 ? { u } : {}), ...(isMore ? {} : { d: next.d ?? '' }) };
}

function union(one: readonly string[] = [], other: readonly string[] = []): string[] {
  return [...new Set([...one, ...other])];
}

async function writeParts(records: RecordModel, rows: readonly Row[], toParts: (row: Row) => Parts): Promise<void> {
  const parts = rows.map(toParts);
  try {
    await records.collection.bulkWrite(rows.map((row, index) => toUpdate(row, parts[index] ?? {})) as never, { ordered: false });
  } catch (error) {
    const refused = duplicatesIn(error);
    if (!refused) throw error;
    for (const index of refused) {
      const row = rows[index];
      if (row) await writeWithoutTaken(records, row, parts[index] ?? {});
    }
  }
}

/** Each entry that another record holds is left to it; the others are the record's own and stay. */
async function writeWithoutTaken(records: RecordModel, row: Row, { u = [], d: _, ...parts }: Parts): Promise<void> {
  const left = new Set(u);
  for (let attempt = 1; ; attempt++) {
    const held = records.collection.find<Pick<StoredRecord, 'u'>>(
      { u: { $in: [...left] }, _id: { $ne: row._id } },
      { projection: { u: 1 } },
    );
    for await (const other of held) for (const entry of other.u ?? []) left.delete(entry);
    try {
      await records.collection.bulkWrite([toUpdate(row, { ...parts, ...(left.size > 0 ? { u: [...left] } : {}) })] as never);
      return;
    } catch (error) {
      if (!duplicatesIn(error) || attempt >= 5) throw error;
    }
  }
}

function toUpdate({ _id, version }: Row, parts: Parts): BulkStatement {
  const gone = Object.fromEntries((['t', 'u', 'd'] as const).filter((key) => parts[key] === undefined).map((key) => [key, '']));
  const update = { $set: parts, ...(Object.keys(gone).length > 0 ? { $unset: gone } : {}) };
  return { updateOne: { filter: { _id, version }, update } };
}
