import type { Entity, EntityField, UniqueRule } from './entity.ts';
import { fieldType } from './field-types/field-types.ts';
import type { EntityDoc, Field } from './generated/documents.ts';
import { systemFields } from './system-fields.ts';

/** The entity with every default applied once. Its rules stay text until somebody asks for them, so that lists need not load the formula compiler. */
export function normaliseEntity(document: EntityDoc): Entity {
  const options = document['x-entity'];
  const required = new Set(document.required ?? []);
  const ownFields = Object.entries(document.properties).map(([key, field]) => toEntityField(key, field, required.has(key)));
  const fields = new Map([...ownFields, ...systemFields.values()].map((field) => [field.key, field]));
  return {
    key: document.key,
    title: document.title,
    description: document.description ?? '',
    icon: options.icon ?? 'box',
    document,
    fields,
    ownFields,
    titleField: fields.get(options.titleField) ?? fieldOrId(undefined),
    ownerField: fields.get(options.ownerField ?? 'createdBy') ?? fieldOrId('createdBy'),
    required,
    unique: uniqueRules(document),
    rules: options.rules ?? [],
  };
}

/** One field with defaults applied; also used for the inputs of a workflow. */
export function toEntityField(key: string, document: Field, required: boolean): EntityField {
  const options = document['x-field'];
  return {
    key,
    title: document.title,
    typeName: options.type,
    type: fieldType(options.type),
    document,
    required,
    readOnly: document.readOnly ?? options.type === 'serial',
    system: false,
    searchable: options.searchable ?? false,
    optionValues: new Set((options.options ?? []).map((option) => option.value)),
    to: options.to,
  };
}

function fieldOrId(key: string | undefined): EntityField {
  const field = systemFields.get(key ?? 'id');
  if (!field) throw new Error('the system fields are complete');
  return field;
}

function uniqueRules(document: EntityDoc): UniqueRule[] {
  const single = Object.entries(document.properties).filter(([, field]) => field['x-field'].unique);
  const lists = [...single.map(([key]) => [key]), ...(document['x-entity'].unique ?? [])];
  const rules = lists.map((fields) => ({ name: fields.join('+'), fields }));
  return rules.filter((rule, index) => rules.findIndex((other) => other.name === rule.name) === index);
}
