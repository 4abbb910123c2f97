import type { AppDocuments } from '../app-documents.ts';
import type { EntityDoc, Field, FieldTypeName } from '../generated/documents.ts';

/** What a change does to stored records. */
export type MigrationStep =
  | { kind: 'entityAdded' | 'entityRemoved'; entity: string; title: string }
  | { kind: 'fieldAdded' | 'fieldRemoved' | 'fieldRequired' | 'fieldUnique'; entity: string; field: string; title: string }
  | { kind: 'fieldTypeChanged'; entity: string; field: string; title: string; from: FieldTypeName; to: FieldTypeName }
  | { kind: 'optionRemoved'; entity: string; field: string; title: string; value: string };

/** Every step of a change that touches stored records or what they may hold, entity by entity. */
export function migrationOf(before: AppDocuments | undefined, after: AppDocuments): MigrationStep[] {
  const old = new Map((before?.entities ?? []).map((entity) => [entity.key, entity]));
  const steps = after.entities.flatMap((entity): MigrationStep[] => {
    const was = old.get(entity.key);
    old.delete(entity.key);
    return was ? fieldSteps(was, entity) : [{ kind: 'entityAdded', entity: entity.key, title: entity.title }];
  });
  const removed = [...old.values()].map((entity): MigrationStep => ({ kind: 'entityRemoved', entity: entity.key, title: entity.title }));
  return [...steps, ...removed];
}

function fieldSteps(before: EntityDoc, after: EntityDoc): MigrationStep[] {
  const old = new Map(Object.entries(before.properties));
  const entity = after.key;
  const steps = Object.entries(after.properties).flatMap(([key, field]): MigrationStep[] => {
    const was = old.get(key);
    old.delete(key);
    const place = { entity, field: key, title: field.title };
    if (!was) return [{ kind: 'fieldAdded', ...place }, ...constraintSteps(undefined, { before, after, key })];
    const [from, to] = [was['x-field'].type, field['x-field'].type];
    if (from !== to) return [{ kind: 'fieldTypeChanged', ...place, from, to }];
    return [...constraintSteps(was, { before, after, key }), ...optionSteps(was, field, place)];
  });
  const removed = [...old].map(([key, field]): MigrationStep => ({ kind: 'fieldRemoved', entity, field: key, title: field.title }));
  return [...steps, ...removed];
}

interface FieldPlace {
  before: EntityDoc;
  after: EntityDoc;
  key: string;
}

function constraintSteps(was: Field | undefined, { before, after, key }: FieldPlace): MigrationStep[] {
  const field = after.properties[key];
  const place = { entity: after.key, field: key, title: field?.title ?? key };
  const isNewlyRequired = (after.required ?? []).includes(key) && !(was && (before.required ?? []).includes(key));
  const isNewlyUnique = field?.['x-field'].unique === true && was !== undefined && was['x-field'].unique !== true;
  return [
    ...(isNewlyRequired ? [{ kind: 'fieldRequired', ...place } as const] : []),
    ...(isNewlyUnique ? [{ kind: 'fieldUnique', ...place } as const] : []),
  ];
}

function optionSteps(was: Field, field: Field, place: { entity: string; field: string; title: string }): MigrationStep[] {
  const kept = new Set(optionValues(field));
  return optionValues(was)
    .filter((value) => !kept.has(value))
    .map((value) => ({ kind: 'optionRemoved', ...place, value }));
}

function optionValues(field: Field): string[] {
  return (field['x-field'].options ?? []).map((option) => option.value);
}
