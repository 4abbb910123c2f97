import {
  AppError,
  checkFields,
  compileValidator,
  type EntityField,
  fieldsSchema,
  isEmptyValue,
  type Problem,
  pointer,
  type RecordData,
  toEntityField,
  type WorkflowDoc,
} from '@formwright/metadata';

/** What a person filled in when starting, normalised and checked by the button's own fields. Throws INVALID with every problem below `/input`. */
export function checkStartInput(definition: WorkflowDoc, input: RecordData): RecordData {
  const fields = inputFields(definition);
  const byKey = new Map(fields.map((field) => [field.key, field]));
  const given = Object.entries(input).filter(([, value]) => !isEmptyValue(value));
  const values = Object.fromEntries(given.map(([key, value]) => [key, normalise(byKey.get(key), value)]));
  const problems = [...compileValidator(fieldsSchema(fields))(values), ...checkFields(fields, values)];
  const details = problems.map((problem): Problem => ({ ...problem, path: pointer('input') + problem.path }));
  if (details.length > 0) throw new AppError('INVALID', { details });
  return values;
}

/** The fields a button asks for. */
export function inputFields(definition: WorkflowDoc): EntityField[] {
  const { properties = {}, required = [] } = definition.trigger.input ?? {};
  return Object.entries(properties).map(([key, field]) => toEntityField(key, field, required.includes(key)));
}

function normalise(field: EntityField | undefined, value: unknown): unknown {
  return field ? field.type.normalise(value, field.document) : value;
}
