import type { PublishedEntity } from '../store/catalogue.ts';
import { idOf, newId, type RowId } from '../store/ids.ts';
import type { Services } from '../store/services.ts';
import type { Tx } from '../store/store.ts';
import type { Slot, Unit } from './unit.ts';

/** Step 6: sends everything a unit of work holds to the database, within its transaction: records, changes, the bin, claims and touches. */
export async function commitUnit(services: Services, tx: Tx, unit: Unit): Promise<void> {
  const { models } = services.store;
  const { session } = tx;
  for (const [target, slots] of byEntity(unit)) await writeSlots(tx, target, slots);
  await touchTargets(tx, unit);
  if (unit.binned.length > 0) {
    const rows = unit.binned.map(({ target, record, at }) => ({ _id: record._id, entity: target.id, record, at: new Date(at) }));
    await models.bin.collection.insertMany(rows, { session });
  }
  if (unit.unbinned.length > 0) await models.bin.deleteMany({ _id: { $in: unit.unbinned } }, { session });
  for (const [id, claim] of unit.claims) await models.files.updateOne({ _id: id }, { $set: { claim } }, { session });
  if (unit.changes.length > 0) await models.changes.collection.insertMany(unit.changes, { session });
}

/** Entities and records are written in one order by everybody, so that two writers meet at the first and not crosswise. */
function byEntity(unit: Unit): [PublishedEntity, Slot[]][] {
  const groups = new Map<PublishedEntity, Slot[]>();
  for (const [, slot] of [...unit.slots].sort(([one], [other]) => (one < other ? -1 : 1)))
    groups
      .set(slot.target, groups.get(slot.target) ?? [])
      .get(slot.target)
      ?.push(slot);
  return [...groups];
}

async function writeSlots(tx: Tx, target: PublishedEntity, slots: readonly Slot[]): Promise<void> {
  const { session } = tx;
  const { collection } = target.records;
  const gone = slots.flatMap(({ before, after }) => (before && !after ? [before._id] : []));
  if (gone.length > 0) await collection.deleteMany({ _id: { $in: gone } }, { session });
  const changed = slots.flatMap(({ before, after }) => (before && after ? [after] : []));
  if (changed.length > 0) {
    const replacements = changed.map((record) => ({ replaceOne: { filter: { _id: record._id }, replacement: record } }));
    await collection.bulkWrite(replacements, { session, ordered: true });
  }
  const added = slots.flatMap(({ before, after }) => (!before && after ? [after] : []));
  if (added.length > 0) await collection.insertMany(added, { session });
}

async function touchTargets(tx: Tx, unit: Unit): Promise<void> {
  const groups = new Map<PublishedEntity, RowId[]>();
  for (const [name, { target, id }] of [...unit.touched].sort(([one], [other]) => (one < other ? -1 : 1))) {
    if (!unit.slots.has(name))
      groups
        .set(target, groups.get(target) ?? [])
        .get(target)
        ?.push(idOf(id));
  }
  for (const [target, ids] of groups)
    await target.records.collection.updateMany({ _id: { $in: ids } }, { $set: { touched: newId() } }, { session: tx.session });
}
