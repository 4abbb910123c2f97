import type { FieldType } from './field-types/field-type.ts';
import type { EntityDoc, EntityRule, Field, FieldTypeName } from './generated/documents.ts';

/** One field of an entity with all defaults applied; system fields are described the same way. */
export interface EntityField {
  key: string;
  title: string;
  typeName: FieldTypeName;
  type: FieldType;
  /** The field's document. */
  document: Field;
  required: boolean;
  readOnly: boolean;
  /** Whether it is one of id, version, createdAt, createdBy, updatedAt, updatedBy. */
  system: boolean;
  searchable: boolean;
  /** Allowed values of choice, choices and tags, empty for others. */
  optionValues: ReadonlySet<string>;
  /** Entity a relation points to, as written (`customer` or `app.customer`). */
  to: string | undefined;
}

/** A unique rule: the fields whose values together occur once. */
export interface UniqueRule {
  /** Stable name: the field keys joined by `+`. */
  name: string;
  fields: readonly string[];
}

/** An entity with all defaults applied once, so that nobody asks "if undefined" later. */
export interface Entity {
  key: string;
  title: string;
  description: string;
  icon: string;
  document: EntityDoc;
  /** Every field by key: the document's in their order, then the system fields. */
  fields: ReadonlyMap<string, EntityField>;
  /** The document's fields only, in their order. */
  ownFields: readonly EntityField[];
  titleField: EntityField;
  /** Field that says whose record it is; createdBy unless the document names one. */
  ownerField: EntityField;
  required: ReadonlySet<string>;
  unique: readonly UniqueRule[];
  /** Conditions on the whole record; compiledRules makes them ready to run. */
  rules: readonly EntityRule[];
}
