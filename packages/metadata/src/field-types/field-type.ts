import type { Bucket, Field, FieldOptions, FieldTypeName, FilterOperator, MeasureOperator } from '../generated/documents.ts';
import type { Problem } from '../problems/problem.ts';
import type { Locale, Text } from '../text.ts';

/** Where the palette lists a kind of field. */
export type FieldGroup = 'text' | 'number' | 'time' | 'choice' | 'contact' | 'organisation' | 'link';

/** A setting of `x-field` that a kind of field may have besides `type`. */
export type FieldSetting = Exclude<keyof FieldOptions, 'type'>;

/** A keyword of JSON Schema that a kind of field may carry. */
export type FieldKeyword = Exclude<keyof Field, 'title' | 'description' | 'x-field' | 'readOnly' | 'type'>;

/** What a stored value is, in filters and comparisons. */
export type ValueShape = 'string' | 'number' | 'boolean' | 'list' | 'date' | 'dateTime';

/** Gives the words for an id: a person, a department, a related record or a file; undefined when unknown. */
export type Lookup = (kind: 'member' | 'department' | 'record' | 'file', id: string, field: Field) => string | undefined;

/** How a value is shown. */
export interface DisplayOptions {
  locale: Locale;
  /** Words for ids; the id itself is shown without it. */
  lookup?: Lookup;
  /** IANA zone in which date-times are shown, e.g. `Asia/Shanghai`; UTC when left out. */
  timeZone?: string;
}

/** How a text is read. */
export interface ParseOptions {
  /** IANA zone of times written without one; UTC when left out. */
  timeZone?: string;
}

/** Everything the product knows of one kind of field. */
export interface FieldType {
  name: FieldTypeName;
  group: FieldGroup;
  /** What the palette calls it. */
  label: Text;
  /** One sentence on what it is for. */
  help: Text;
  shape: ValueShape;
  /** JSON type of the value. */
  valueType: 'string' | 'number' | 'integer' | 'boolean' | 'array';
  /** JSON Schema keywords a document of this kind may carry. */
  keywords: readonly FieldKeyword[];
  /** Settings of `x-field` it knows; those named in `needs` may not be left out. */
  settings: readonly FieldSetting[];
  needs: readonly FieldSetting[];
  operators: readonly FilterOperator[];
  sortable: boolean;
  groupable: boolean;
  /** Whether it may be part of a unique rule. */
  uniqueable: boolean;
  /** Whether it may name a record. */
  titleable: boolean;
  measures: readonly MeasureOperator[];
  buckets: readonly Bucket[];
  /** A valid document of a new field of this kind. */
  create: (title: string) => Field;
  /** The value as it is stored; what cannot be made sense of comes back unchanged for `check` to refuse. */
  normalise: (value: unknown, field: Field) => unknown;
  /** What is wrong with a stored value beyond JSON Schema; paths are relative to the value. */
  check: (value: unknown, field: Field) => Problem[];
  /** The value that a person wrote as text (in a file, a cell); what makes no sense comes back unchanged. */
  parse: (text: string, field: Field, options: ParseOptions) => unknown;
  /** The texts that quick search looks into, or undefined for kinds it does not search. */
  tokens?: (value: unknown, field: Field) => string[];
  /** The value as people read it; an empty text for an empty value. */
  display: (value: unknown, field: Field, options: DisplayOptions) => string;
  /** The form in which a filter's value is compared (a stored value of one element), or undefined when it does not fit. */
  operand: (value: unknown, field: Field) => unknown;
}
