import { AppError, type Entity, type Problem, pointer } from '@formwright/metadata';
import type { PublishedEntity } from '../store/catalogue.ts';
import { ruleOfEntry } from '../store/derived-parts.ts';
import type { StoredRecord } from '../store/rows.ts';
import type { Tx } from '../store/store.ts';
import type { Slot, Unit } from './unit.ts';

/**
 * Step 5, second half: which unique entries that the unit is about to take are held by another record. The index in the
 * database decides in the end; this names the culprit before it breaks the transaction of everybody.
 */
export async function findTaken(tx: Tx, unit: Unit): Promise<Map<string, { target: PublishedEntity; entries: string[] }>> {
  const byEntity = new Map<PublishedEntity, [string, Slot][]>();
  for (const [name, slot] of unit.slots) {
    if (newEntries(slot).length > 0)
      byEntity
        .set(slot.target, byEntity.get(slot.target) ?? [])
        .get(slot.target)
        ?.push([name, slot]);
  }
  const taken = new Map<string, { target: PublishedEntity; entries: string[] }>();
  for (const [target, slots] of byEntity) {
    const entries = slots.flatMap(([, slot]) => newEntries(slot));
    const options = { session: tx.session, projection: { _id: 1, u: 1 } };
    const holders = await target.records.collection.find<Pick<StoredRecord, '_id' | 'u'>>({ u: { $in: entries } }, options).toArray();
    const held = new Set(holders.filter((row) => !givesUp(unit, target, row)).flatMap((row) => row.u ?? []));
    const seen = new Set<string>();
    for (const [name, slot] of slots) {
      const clash = newEntries(slot).filter((entry) => held.has(entry) || seen.has(entry));
      if (clash.length > 0) taken.set(name, { target, entries: clash });
      else for (const entry of newEntries(slot)) seen.add(entry);
    }
  }
  return taken;
}

/** The refusal of a record whose unique values another one holds; it names fields that its writer may see, never the other record. */
export function duplicateError(
  { entity, seen }: { entity: Entity; seen: ReadonlyMap<string, unknown> },
  entries: readonly string[],
): AppError {
  const rules = entries.map((entry) => ruleOfEntry(entry, entity)).filter((rule) => rule !== undefined);
  const told = rules.map(({ fields }) => {
    const known = fields.filter((key) => seen.has(key));
    const titles = known.map((key) => entity.fields.get(key)?.title ?? key).join(' + ');
    return { path: known[0] === undefined ? '' : pointer(known[0]), titles: titles || entity.title };
  });
  const details = told.map(({ path, titles }): Problem => ({ path, code: 'DUPLICATE', params: { fields: titles } }));
  return new AppError('ALREADY_EXISTS', { params: { what: told.map(({ titles }) => titles).join(', ') }, details });
}

function newEntries({ before, after }: Slot): string[] {
  const had = new Set(before?.u ?? []);
  return (after?.u ?? []).filter((entry) => !had.has(entry));
}

/** A record that this very unit removes or changes frees what it held. */
function givesUp(unit: Unit, target: PublishedEntity, row: Pick<StoredRecord, '_id' | 'u'>): boolean {
  const slot = unit.slots.get(`${target.id}:${row._id.toString()}`);
  if (!slot) return false;
  const keeps = new Set(slot.after?.u ?? []);
  return !(row.u ?? []).some((entry) => keeps.has(entry));
}
