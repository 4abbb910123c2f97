import type { EntityField, RecordData } from '@formwright/metadata';

/** What dynamic defaults are worked out from. */
export interface DefaultFacts {
  me: string;
  myDepartment: string | undefined;
  /** YYYY-MM-DD */
  today: string;
  /** ISO moment. */
  now: string;
}

/** The values a new record starts with, as the server would fill them. */
export function newValues(fields: readonly EntityField[], facts: DefaultFacts): RecordData {
  const filled = fields.flatMap((field): Array<[string, unknown]> => {
    const value = defaultOf(field, facts);
    return value === undefined ? [] : [[field.key, value]];
  });
  return Object.fromEntries(filled);
}

function defaultOf(field: EntityField, facts: DefaultFacts): unknown {
  const given = field.document['x-field'].default;
  if (given === undefined) return undefined;
  if ('value' in given) return given.value;
  const several = field.type.shape === 'list';
  switch (given.dynamic) {
    case 'me':
      return several ? [facts.me] : facts.me;
    case 'myDepartment':
      return facts.myDepartment;
    case 'today':
      return field.typeName === 'dateTime' ? undefined : facts.today;
    case 'now':
      return field.typeName === 'dateTime' ? facts.now : facts.today;
    default:
      return undefined;
  }
}
