import type { ValidationOptions } from '../engine/types.ts';
import { MongoError } from '../errors.ts';
import { parseFilter } from '../query/parse-filter.ts';
import { RawReplyDocument, type Reply } from '../wire/reply.ts';
import type { Fields } from './fields.ts';

/** The fields that {@link readValidation} reads. */
export const validationFields = ['validator', 'validationLevel', 'validationAction'];

const levels = ['off', 'strict', 'moderate'] as const;
const actions = ['error', 'warn'] as const;

/** Reads the options of a validator; an empty one is none. */
export function readValidation(fields: Fields): ValidationOptions {
  const validator = fields.document('validator');
  // The bytes are views into the message, which is not kept.
  const raw = validator && validator.length > 5 ? validator.slice() : undefined;
  return {
    validator: raw && { raw, filter: parseFilter(raw) },
    level: oneOf(fields, 'validationLevel', levels),
    action: oneOf(fields, 'validationAction', actions),
  };
}

/** The options as listCollections shows them. */
export function showValidation({ validator, level, action }: ValidationOptions): Reply {
  return {
    ...(validator ? { validator: new RawReplyDocument(validator.raw) } : {}),
    ...(level ? { validationLevel: level } : {}),
    ...(action ? { validationAction: action } : {}),
  };
}

function oneOf<T extends string>(fields: Fields, name: string, values: readonly T[]): T | undefined {
  const text = fields.text(name);
  const found = values.find((value) => value === text);
  if (text === undefined || found) return found;
  throw new MongoError('BadValue', `Enumeration value '${text}' for field '${fields.where}.${name}' is not a valid value.`);
}
