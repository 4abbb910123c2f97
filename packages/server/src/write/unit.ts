import type { PublishedEntity } from '../store/catalogue.ts';
import type { ChangeRow, FileRow, StoredRecord } from '../store/rows.ts';

/** One record in a unit of work. */
export interface Slot {
  target: PublishedEntity;
  /** As the database has it; undefined when it is not there. */
  before: StoredRecord | undefined;
  /** As it shall be; undefined when it shall be gone. */
  after: StoredRecord | undefined;
}

/** What one intent adds to a unit of work; joined to it only when the whole intent stands. */
export interface Staged {
  slots: Map<string, Slot>;
  changes: ChangeRow[];
  /** Records that must go on existing, by slot name. */
  touched: Map<string, { target: PublishedEntity; id: string }>;
  /** Files that a record takes. */
  claims: Map<string, NonNullable<FileRow['claim']>>;
  /** Records that go to the recycle bin, or come back from it. */
  binned: StoredRecordOf[];
  unbinned: string[];
}

/** A record with the entity it belongs to. */
export interface StoredRecordOf {
  target: PublishedEntity;
  record: StoredRecord;
  at: string;
}

/** Everything one transaction writes, with what it has read so far. */
export interface Unit extends Staged {
  /** Records read, by slot name; undefined for ids that are not there. */
  loaded: Map<string, StoredRecord | undefined>;
  /** Records in the recycle bin, by slot name. */
  bin: Map<string, StoredRecord>;
  /** Ids found by `field = value`, by `lookupName`; some may have another value by now. */
  found: Map<string, string[]>;
  /** Fields by which upserts of this unit find their records, by internal id of the entity. */
  keyFields: Map<string, Set<string>>;
  /** Records that point at one that is to go, by slot name of that one. */
  referring: Map<string, { target: PublishedEntity; field: string; id: string }[]>;
  members: ReadonlySet<string>;
  departments: ReadonlySet<string>;
  files: ReadonlyMap<string, FileRow>;
}

/** An empty stage. */
export function createStage(): Staged {
  return { slots: new Map(), changes: [], touched: new Map(), claims: new Map(), binned: [], unbinned: [] };
}

/** A unit that has read nothing. */
export function createUnit(): Unit {
  return {
    ...createStage(),
    loaded: new Map(),
    bin: new Map(),
    found: new Map(),
    keyFields: new Map(),
    referring: new Map(),
    members: new Set(),
    departments: new Set(),
    files: new Map(),
  };
}

/** Names a record within a unit. */
export function slotName(target: PublishedEntity, id: string): string {
  return `${target.id}:${id}`;
}

/** Names a lookup within a unit. */
export function lookupName(target: PublishedEntity, field: string, value: unknown): string {
  return `${target.id}:${field}:${JSON.stringify(value)}`;
}

/** Adds a record to those that a lookup finds. */
export function addFound(unit: Unit, name: string, id: string): void {
  const ids = unit.found.get(name);
  if (ids) ids.push(id);
  else unit.found.set(name, [id]);
}

/** Has upserts of a unit find what is staged in it: of two writers who bring the same new key, the second finds what the first makes. */
export function findStaged(unit: Unit, stage: Staged): void {
  for (const { target, after } of stage.slots.values()) {
    for (const field of unit.keyFields.get(target.id) ?? []) {
      const value = after?.f[field];
      if (after && value !== undefined) addFound(unit, lookupName(target, field, value), after._id.toString());
    }
  }
}

/** A record as it stands in the unit, earlier intents counted. */
export function currentRecord(unit: Unit, name: string): StoredRecord | undefined {
  const slot = unit.slots.get(name);
  return slot ? slot.after : unit.loaded.get(name);
}

/** Makes what an intent staged part of the unit. */
export function join(unit: Staged, stage: Staged): void {
  for (const [name, slot] of stage.slots) {
    const earlier = unit.slots.get(name);
    unit.slots.set(name, earlier ? { ...slot, before: earlier.before } : slot);
  }
  unit.changes.push(...stage.changes);
  for (const [name, touched] of stage.touched) unit.touched.set(name, touched);
  for (const [id, claim] of stage.claims) unit.claims.set(id, claim);
  unit.binned.push(...stage.binned);
  unit.unbinned.push(...stage.unbinned);
}

/** Forgets everything staged and keeps what was read. */
export function resetStage(unit: Unit): void {
  Object.assign(unit, createStage());
}
