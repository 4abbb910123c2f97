import { createHash } from 'node:crypto';
import type { Entity, EntityField, RecordData, UniqueRule } from '@formwright/metadata';
import type { StoredRecord } from './models/records.ts';
import { searchTextOf } from './search-text.ts';
import { foldText, sortKeyOf } from './sort-key.ts';

/** The parts of a stored record that follow from its values. */
export type DerivedParts = Pick<StoredRecord, 's' | 'q' | 't' | 'u' | 'd'>;

/** Kinds of field whose texts people expect in alphabetical or pinyin order. */
const spelled = new Set(['text', 'email', 'url', 'serial', 'phone']);

/** Sort keys, search tokens and unique entries of a record's values, and by which documents they were derived. */
export function derivedParts(values: RecordData, entity: Entity): DerivedParts {
  const sortKeys: [string, string][] = [];
  const searched: [string, string][] = [];
  const tokens: string[] = [];
  for (const field of entity.ownFields) {
    const value = Object.hasOwn(values, field.key) ? values[field.key] : undefined;
    if (value === undefined || value === null) continue;
    if (hasSortKey(field) && typeof value === 'string') sortKeys.push([field.key, sortKeyOf(value)]);
    if (!isSearched(field, entity)) continue;
    const found = searchTextOf(field.key, field.type.tokens?.(value, field.document) ?? []);
    tokens.push(...found.tokens);
    searched.push([field.key, found.text]);
  }
  const entries = uniqueEntries(values, entity);
  return {
    s: Object.fromEntries(sortKeys),
    q: Object.fromEntries(searched),
    d: derivedFingerprint(entity),
    ...(tokens.length > 0 ? { t: tokens } : {}),
    ...(entries.length > 0 ? { u: entries } : {}),
  };
}

/** Whether a field is sorted by a stored key rather than its value. */
export function hasSortKey(field: EntityField): boolean {
  return !field.system && field.type.sortable && spelled.has(field.typeName);
}

/** Whether quick search looks into a field: those that ask for it, and the title. */
export function isSearched(field: EntityField, entity: Entity): boolean {
  return !field.system && field.type.tokens !== undefined && (field.searchable || field.key === entity.titleField.key);
}

/** The entries that a record holds against others: one per unique rule whose fields are all filled. */
export function uniqueEntries(values: RecordData, entity: Entity): string[] {
  return entity.unique.flatMap((rule) => {
    const parts = rule.fields.map((field) => entryPart(Object.hasOwn(values, field) ? values[field] : undefined));
    return parts.includes('') ? [] : [`${rule.name}:${shorten(parts.join('\u0001'))}`];
  });
}

/** The rule that an entry belongs to. */
export function ruleOfEntry(entry: string, entity: Entity): UniqueRule | undefined {
  const name = entry.slice(0, entry.indexOf(':'));
  return entity.unique.find((rule) => rule.name === name);
}

function entryPart(value: unknown): string {
  if (typeof value === 'string') return foldText(value);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** Index keys have a size limit; a digest of a long value is as unique. */
function shorten(text: string): string {
  return text.length <= 200 ? text : createHash('sha256').update(text).digest('base64url');
}

/** Says which parts are derived from which fields: another fingerprint means stored records must be derived anew. */
export function derivedFingerprint(entity: Entity): string {
  const known = fingerprints.get(entity) ?? fingerprintOf(entity);
  fingerprints.set(entity, known);
  return known;
}

const fingerprints = new WeakMap<Entity, string>();

function fingerprintOf(entity: Entity): string {
  const parts = {
    format: 1,
    sort: entity.ownFields.filter(hasSortKey).map((field) => field.key),
    search: entity.ownFields
      .filter((field) => isSearched(field, entity))
      .map((field) => [field.key, field.document['x-field'].options ?? []]),
    unique: entity.unique.map((rule) => rule.name),
  };
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 10);
}
