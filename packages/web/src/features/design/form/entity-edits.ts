import { type EntityDoc, type Field, type FieldOptions, type FieldTypeName, fieldType, systemFields } from '@formwright/metadata';
import { newKey } from '../state/new-key.ts';
import { withoutUndefined } from './form-edits.ts';

/** Key for a new field of a kind: never one that is or was published, nor a reserved name. */
export function newFieldKey(entity: EntityDoc, type: FieldTypeName, published?: EntityDoc): string {
  return newKey(type, [...Object.keys(entity.properties), ...Object.keys(published?.properties ?? {}), ...systemFields.keys()]);
}

/** The entity with a new field of a kind at its end. */
export function addField(entity: EntityDoc, key: string, field: Field): EntityDoc {
  return { ...entity, properties: { ...entity.properties, [key]: field } };
}

/** A new field of a kind; a relation needs to be told where it points. */
export function createField(type: FieldTypeName, title: string, to?: string): Field {
  const field = fieldType(type).create(title);
  return to === undefined ? field : { ...field, 'x-field': { ...field['x-field'], to } };
}

/** The field of a key, or undefined. */
export function fieldOf(entity: EntityDoc, key: string): Field | undefined {
  return Object.hasOwn(entity.properties, key) ? entity.properties[key] : undefined;
}

/** Changes keywords of a field; those set to undefined are left out. */
export function changeField(entity: EntityDoc, key: string, change: Partial<Field>): EntityDoc {
  const field = fieldOf(entity, key);
  return field === undefined ? entity : addField(entity, key, withoutUndefined({ ...field, ...change }));
}

/** Changes settings of a field's kind; those set to undefined are left out. */
export function changeSettings(entity: EntityDoc, key: string, change: Partial<FieldOptions>): EntityDoc {
  const field = fieldOf(entity, key);
  return field === undefined ? entity : changeField(entity, key, { 'x-field': withoutUndefined({ ...field['x-field'], ...change }) });
}

/** Says whether records need a value in the field. */
export function setRequired(entity: EntityDoc, key: string, required: boolean): EntityDoc {
  const others = (entity.required ?? []).filter((one) => one !== key);
  return withoutUndefined({ ...entity, required: required ? [...others, key] : others.length > 0 ? others : undefined });
}

/** Removes a field and the entity's own mentions of it; the field that names records cannot be removed. */
export function removeField(entity: EntityDoc, key: string): EntityDoc {
  if (entity['x-entity'].titleField === key) return entity;
  const properties = Object.fromEntries(Object.entries(entity.properties).filter(([one]) => one !== key));
  const { unique, ownerField, ...options } = entity['x-entity'];
  const rest = (unique ?? []).map((rule) => rule.filter((one) => one !== key)).filter((rule) => rule.length > 0);
  return {
    ...setRequired(entity, key, false),
    properties,
    'x-entity': {
      ...options,
      ...(rest.length > 0 ? { unique: rest } : {}),
      ...(ownerField === undefined || ownerField === key ? {} : { ownerField }),
    },
  };
}
