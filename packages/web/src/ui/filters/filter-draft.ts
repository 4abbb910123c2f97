import type { EntityField, Filter, FilterOperator, FilterTerm } from '@formwright/metadata';

/** A condition being written; not yet whole while its value is missing. */
export interface DraftTerm {
  id: number;
  field: string;
  op: FilterOperator;
  value?: unknown;
}

/** Conditions of which all or any must hold; one level of groups inside. */
export interface DraftGroup {
  id: number;
  mode: 'all' | 'any';
  parts: Array<DraftTerm | DraftGroup>;
}

let last = 0;

/** A number that no part of any draft has yet. */
export function nextId(): number {
  last += 1;
  return last;
}

/** The draft of a filter, for editing; deeper groups than the builder shows are kept as they are. */
export function draftOf(filter: Filter | undefined): DraftGroup {
  if (!filter) return { id: nextId(), mode: 'all', parts: [] };
  const draft = partOf(filter);
  return isGroup(draft) ? draft : { id: nextId(), mode: 'all', parts: [draft] };
}

/** The filter of the conditions that are whole; undefined when there is none. */
export function filterOf(draft: DraftGroup, fields: ReadonlyMap<string, EntityField>): Filter | undefined {
  const parts = draft.parts.flatMap((part): Filter[] => {
    if (isGroup(part)) {
      const inner = filterOf(part, fields);
      return inner ? [inner] : [];
    }
    return isWhole(part, fields) ? [termOf(part)] : [];
  });
  if (parts.length === 0) return undefined;
  return draft.mode === 'all' ? { all: parts } : { any: parts };
}

/** A new condition on a field, with the first comparison its kind knows. */
export function newTerm(field: EntityField): DraftTerm {
  return { id: nextId(), field: field.key, op: preferredOperator(field) };
}

/** Whether a part of a draft is a group. */
export function isGroup(part: DraftTerm | DraftGroup): part is DraftGroup {
  return 'parts' in part;
}

/** The value a condition keeps when its comparison changes; undefined when it no longer fits. */
export function keptValue(before: FilterOperator, after: FilterOperator, value: unknown): unknown {
  const shape = (op: FilterOperator) =>
    op === 'in' || op === 'nin' ? 'list' : op === 'between' ? 'pair' : op === 'empty' || op === 'notEmpty' ? 'none' : 'one';
  if (shape(before) === shape(after)) return value;
  if (shape(before) === 'one' && shape(after) === 'list' && typeof value === 'string') return [value];
  return undefined;
}

function preferredOperator({ type, typeName }: EntityField): FilterOperator {
  const wanted: FilterOperator[] =
    typeName === 'choice' || typeName === 'member' || typeName === 'relation' || typeName === 'choices' || typeName === 'tags'
      ? ['in']
      : type.shape === 'dateTime'
        ? ['gte']
        : [];
  return wanted.find((op) => type.operators.includes(op)) ?? type.operators[0] ?? 'eq';
}

function partOf(filter: Filter): DraftTerm | DraftGroup {
  if ('all' in filter) return { id: nextId(), mode: 'all', parts: filter.all.map(partOf) };
  if ('any' in filter) return { id: nextId(), mode: 'any', parts: filter.any.map(partOf) };
  return { id: nextId(), ...filter };
}

function isWhole({ field, op, value }: DraftTerm, fields: ReadonlyMap<string, EntityField>): boolean {
  const known = fields.get(field);
  if (!known?.type.operators.includes(op)) return false;
  if (op === 'empty' || op === 'notEmpty') return true;
  if (op === 'between')
    return Array.isArray(value) && value.length === 2 && value.every((each) => each !== undefined && each !== null && each !== '');
  if (op === 'in' || op === 'nin') return Array.isArray(value) ? value.length > 0 : isDynamicValue(value);
  return value !== undefined && value !== null && value !== '';
}

function isDynamicValue(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'dynamic' in value;
}

function termOf({ field, op, value }: DraftTerm): FilterTerm {
  return op === 'empty' || op === 'notEmpty' ? { field, op } : { field, op, value };
}
