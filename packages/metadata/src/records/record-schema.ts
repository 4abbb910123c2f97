import type { Entity, EntityField } from '../entity.ts';
import type { FieldItems } from '../generated/documents.ts';

/** A JSON Schema 2020-12 object. */
export type JsonSchema = Record<string, unknown>;

const maxListItems = 1000;
const maxText = 100_000;

/**
 * The JSON Schema that is enforced on a record as people write it: the entity's own fields, nothing else. What is left open
 * in the document gets the product's limits. A serial number is never required, since it is given after the check.
 */
export function recordSchema(entity: Entity): JsonSchema {
  return fieldsSchema(entity.ownFields);
}

/** The same for any set of fields, as the input of a workflow. */
export function fieldsSchema(fields: readonly EntityField[]): JsonSchema {
  const required = fields.filter((field) => field.required && field.typeName !== 'serial').map((field) => field.key);
  return {
    type: 'object',
    additionalProperties: false,
    required,
    properties: Object.fromEntries(fields.map((field) => [field.key, valueSchema(field)])),
  };
}

function valueSchema({ document, type }: EntityField): JsonSchema {
  const schema: JsonSchema = { type: type.valueType };
  for (const keyword of type.keywords) {
    const value = document[keyword];
    if (value !== undefined) schema[keyword] = value;
  }
  if (type.valueType === 'array') {
    schema.items = itemSchema(document.items);
    schema.maxItems = document.maxItems ?? maxListItems;
  }
  if (type.valueType === 'string') schema.maxLength = document.maxLength ?? maxText;
  return schema;
}

/** Always typed: comparing untyped elements for repeats would take quadratic time. */
function itemSchema(items: FieldItems | undefined): JsonSchema {
  return { maxLength: maxText, ...items, type: 'string' };
}
