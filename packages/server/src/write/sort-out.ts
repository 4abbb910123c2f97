import type { Entity, EntityField } from '@formwright/metadata';
import type { PublishedEntity } from '../store/catalogue.ts';
import type { BulkStatement } from '../store/condition.ts';
import type { StoredRecord } from '../store/rows.ts';
import { sortValues } from './derive.ts';

/** Fields of an entity that are of another kind now. */
export interface ChangedKinds {
  /** Internal id of the entity. */
  entity: string;
  fields: string[];
}

const batchSize = 500;

/** Fields whose values are of another kind in the next version of an entity. */
export function changedKinds(before: ReadonlyMap<string, EntityField>, after: Entity): string[] {
  return after.ownFields.flatMap(({ key, type }) => {
    const was = before.get(key)?.type;
    return was && (was.valueType !== type.valueType || was.shape !== type.shape) ? [key] : [];
  });
}

/** Puts aside the values that changed fields can no longer hold, and takes back those that fit again; call it after the switch, before deriving. */
export async function sortOut({ records, entity }: PublishedEntity, fields: readonly string[]): Promise<void> {
  if (fields.length === 0) return;
  const holding = { $or: fields.flatMap((key) => [{ [`f.${key}`]: { $exists: true } }, { [`x.${key}`]: { $exists: true } }]) };
  let pending: BulkStatement[] = [];
  const flush = async () => {
    if (pending.length > 0) await records.collection.bulkWrite(pending as never, { ordered: false });
    pending = [];
  };
  for await (const row of records.collection.find<Row>(holding, { projection: { f: 1, x: 1, version: 1 } })) {
    const sorted = sortValues(entity, row);
    if (sorted.f === row.f) continue;
    pending.push(toUpdate(row, sorted));
    if (pending.length >= batchSize) await flush();
  }
  await flush();
}

type Row = Pick<StoredRecord, '_id' | 'f' | 'x' | 'version'>;

/** What is derived of the values must be derived anew; one changed meanwhile is left to its writer. */
function toUpdate({ _id, version }: Row, { f, x }: ReturnType<typeof sortValues>): BulkStatement {
  const update = x ? { $set: { f, x }, $unset: { d: '' } } : { $set: { f }, $unset: { d: '', x: '' } };
  return { updateOne: { filter: { _id, version }, update } };
}
