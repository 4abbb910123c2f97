import { type AppDocuments, type Entity, filterFields } from '@formwright/metadata';
import type { mongo } from 'mongoose';
import { hasSortKey } from './derived-parts.ts';

/** MongoDB allows more; each costs every write. `_id` counts. */
const mostIndexes = 20;

/** One index that an entity's collection needs. */
export interface WantedIndex {
  keys: Record<string, 1 | -1>;
  options: mongo.CreateIndexesOptions;
}

/** Fields by whose values records are found again: natural keys. */
const naturalKeys = new Set(['serial', 'phone', 'email']);

/** The indexes of an entity, the most useful first, 20 at the most: unique entries, search, owner, relations, the views' sorts and filters, natural keys. */
export function wantedIndexes(entity: Entity, documents: AppDocuments): WantedIndex[] {
  const views = documents.views.filter((view) => view.entity === entity.key);
  const relations = entity.ownFields.filter((field) => field.typeName === 'relation').map((field) => field.key);
  const keys = entity.ownFields.filter((field) => naturalKeys.has(field.typeName)).map((field) => field.key);
  const singles = [
    entity.ownerField.key,
    ...relations,
    ...keys,
    ...views.flatMap((view) => (view.group === undefined ? [] : [view.group])),
    ...views.flatMap((view) => (view.filter ? [...filterFields(view.filter)] : [])),
  ];
  const wanted = [
    index([['u', 1]], { unique: true, sparse: true, name: 'unique' }),
    index([['t', 1]], { name: 'search' }),
    ...singles
      .filter((key) => entity.fields.has(key))
      .map((key) =>
        index([
          [valuePath(key), 1],
          ['_id', -1],
        ]),
      ),
    ...views.flatMap((view) => (view.sort?.length ? [sortIndex(entity, view.sort)] : [])),
    index([
      ['updatedAt', -1],
      ['_id', -1],
    ]),
  ];
  const seen = new Set<string>();
  return wanted.filter(({ keys: each }) => !seen.has(JSON.stringify(each)) && seen.add(JSON.stringify(each)).size < mostIndexes);
}

/** Where a field's value is stored. */
export function valuePath(key: string): string {
  if (key === 'id') return '_id';
  return systemPaths.has(key) ? key : `f.${key}`;
}

/** Where a field is sorted: by its sort key where it has one. */
export function sortPath(key: string, entity: Entity): string {
  const field = entity.fields.get(key);
  return field && hasSortKey(field) ? `s.${key}` : valuePath(key);
}

const systemPaths = new Set(['version', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy']);

function sortIndex(entity: Entity, sort: readonly { field: string; dir: 'asc' | 'desc' }[]): WantedIndex {
  const parts = sort.filter(({ field }) => entity.fields.has(field));
  const direction = (dir: 'asc' | 'desc') => (dir === 'asc' ? 1 : -1);
  return index([
    ...parts.map(({ field, dir }) => [sortPath(field, entity), direction(dir)] as const),
    ['_id', direction(parts.at(-1)?.dir ?? 'desc')],
  ]);
}

function index(keys: readonly (readonly [path: string, direction: 1 | -1])[], options: mongo.CreateIndexesOptions = {}): WantedIndex {
  return { keys: Object.fromEntries(keys), options };
}
