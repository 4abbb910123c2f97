import { MongoError } from '../errors.ts';
import type { BatchWriter } from './batch-writer.ts';
import type { Catalog } from './catalog.ts';
import type { CollectionState } from './collection.ts';
import { inOneBatch } from './collections.ts';
import type { ViewDefinition } from './definitions.ts';
import type { EngineParts } from './parts.ts';
import { addToCatalog } from './target.ts';
import type { Engine, Namespace } from './types.ts';
import { viewOf, viewsCollection, viewsOf, writeView } from './views.ts';

/** At most so many views may stand on one another, as in MongoDB. */
const mostViews = 20;

/** The engine's views. */
export function createViews(parts: EngineParts): Pick<Engine, 'view' | 'listViews' | 'putView'> {
  const { catalog, file } = parts;
  return {
    view: (namespace) => (catalog.find(namespace) ? null : viewOf(catalog, namespace, file.latest)),
    listViews: (db) => viewsOf(catalog, db, file.latest),
    putView: (namespace, definition, { replace }) => inOneBatch(parts, (writer) => put(parts, writer, { namespace, definition, replace })),
  };
}

function put(
  { catalog }: EngineParts,
  writer: BatchWriter,
  { namespace, definition, replace }: { namespace: Namespace; definition: ViewDefinition; replace: boolean },
): void {
  const { db, coll } = namespace;
  if (catalog.find(namespace)) {
    throw new MongoError('NamespaceExists', `Cannot create collection ${db}.${coll} - collection already exists.`);
  }
  const exists = viewOf(catalog, namespace, writer.view) !== null;
  if (exists && !replace) throw new MongoError('NamespaceExists', 'Namespace already exists');
  if (!exists && replace) throw new MongoError('NamespaceNotFound', 'ns does not exist');
  assertGrounded(namespace, definition, (view) => viewOf(catalog, { db, coll: view }, writer.view));
  writeView(writer, catalog, { namespace, definition, holder: holderOf(catalog, writer, db) });
}

/** Throws GraphContainsCycle for a view that would stand on itself, and ViewDepthLimitExceeded for too high a pile. */
function assertGrounded({ db, coll }: Namespace, definition: ViewDefinition, find: (name: string) => ViewDefinition | null): void {
  const names = [coll];
  for (let view: ViewDefinition | null = definition; view; view = find(view.on)) {
    names.push(view.on);
    if (view.on === coll)
      throw new MongoError('GraphContainsCycle', `View cycle detected: ${names.map((name) => `${db}.${name}`).join(' => ')}`);
    if (names.length > mostViews) throw viewsTooDeep();
  }
}

function holderOf(catalog: Catalog, writer: BatchWriter, db: string): CollectionState {
  const namespace = { db, coll: viewsCollection };
  const there = catalog.find(namespace);
  if (there) return there;
  const holder = catalog.draft(namespace);
  addToCatalog(catalog, writer, holder);
  return holder;
}

/** More views stand on one another than MongoDB follows. */
export function viewsTooDeep(): MongoError {
  return new MongoError('ViewDepthLimitExceeded', `View depth limit exceeded; maximum depth is ${mostViews}`);
}
