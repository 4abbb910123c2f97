import { bsonType } from '../bson/types.ts';
import { elementsOf, findField } from '../bson/walk.ts';
import { MongoError } from '../errors.ts';
import { readRecordId, recordKey, uniqueKey } from '../store/keys.ts';
import type { ReadView } from '../store/view.ts';
import { readValue } from '../value/read.ts';
import { writeDoc } from '../value/write.ts';
import type { BatchWriter } from './batch-writer.ts';
import type { Catalog } from './catalog.ts';
import { type CollectionState, idIndex } from './collection.ts';
import type { ViewDefinition } from './definitions.ts';
import { insertDocument, type Place, removeDocument, replaceDocument } from './document-writes.ts';
import { keysOf } from './index-keys.ts';
import type { Namespace, RawDocument } from './types.ts';

/** The collection that holds the views of a database, as in MongoDB. */
export const viewsCollection = 'system.views';

interface Found {
  readonly place: Place;
  readonly document: RawDocument;
}

/** The definition of a view; null = there is no view of that name. */
export function viewOf(catalog: Catalog, namespace: Namespace, view: ReadView): ViewDefinition | null {
  const found = find(catalog, namespace, view);
  return found && toDefinition(found.document);
}

/** The views of a database by name. */
export function viewsOf(catalog: Catalog, db: string, view: ReadView): (ViewDefinition & { readonly name: string })[] {
  const collection = catalog.find({ db, coll: viewsCollection });
  if (!collection) return [];
  const entries = view.entries({ low: recordKey(collection.tree, 0), high: recordKey(collection.tree + 1, 0) });
  const views: (ViewDefinition & { readonly name: string })[] = [];
  for (let next = entries.next(); !next.done; next = entries.next()) {
    const id = textOf(next.value.value, '_id');
    const definition = toDefinition(next.value.value);
    if (id?.startsWith(`${db}.`) && definition) views.push({ ...definition, name: id.slice(db.length + 1) });
  }
  return views.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Throws CommandNotSupportedOnView for the name of a view. */
export function refuseView(catalog: Catalog, namespace: Namespace, view: ReadView): void {
  if (!viewOf(catalog, namespace, view)) return;
  throw new MongoError('CommandNotSupportedOnView', `Namespace ${nameOf(namespace)} is a view, not a collection`);
}

/** Writes a view's definition over the one that it has, or a new one into `holder`, the collection of views. */
export function writeView(
  writer: BatchWriter,
  catalog: Catalog,
  { namespace, definition, holder }: { namespace: Namespace; definition: ViewDefinition; holder: CollectionState },
): void {
  const document = writeDoc(
    new Map<string, string | ReturnType<typeof readValue>>([
      ['_id', nameOf(namespace)],
      ['viewOn', definition.on],
      ['pipeline', definition.pipeline.map((stage) => readValue(bsonType.object, stage, 0))],
    ]),
  );
  const found = find(catalog, namespace, writer.view);
  if (found) replaceDocument(writer, found.place, { before: found.document, after: document });
  else insertDocument(writer, holder, document);
}

/** Takes a view out; answers false when there is none. */
export function removeView(writer: BatchWriter, catalog: Catalog, namespace: Namespace): boolean {
  const found = find(catalog, namespace, writer.view);
  if (found) removeDocument(writer, found.place, found.document);
  return found !== null;
}

function find(catalog: Catalog, namespace: Namespace, view: ReadView): Found | null {
  const collection = catalog.find({ db: namespace.db, coll: viewsCollection });
  if (!collection || namespace.coll === viewsCollection) return null;
  const index = idIndex(collection);
  const [key] = keysOf(index, writeDoc(new Map([['_id', nameOf(namespace)]]))).keys;
  const entry = key && view.peek(uniqueKey(index.tree, key));
  if (!entry) return null;
  const id = readRecordId(entry, 0);
  const document = view.get(recordKey(collection.tree, id));
  return document ? { place: { collection, id }, document } : null;
}

function toDefinition(document: RawDocument): ViewDefinition | null {
  const on = textOf(document, 'viewOn');
  const stages = findField(document, 0, Buffer.from('pipeline'));
  if (on === undefined || stages?.type !== bsonType.array) return null;
  return { on, pipeline: elementsOf(document, stages.start).map(({ start, end }) => document.slice(start, end)) };
}

function textOf(document: RawDocument, name: string): string | undefined {
  const found = findField(document, 0, Buffer.from(name));
  const value = found && readValue(found.type, found.bytes, found.start);
  return typeof value === 'string' ? value : undefined;
}

function nameOf({ db, coll }: Namespace): string {
  return `${db}.${coll}`;
}
