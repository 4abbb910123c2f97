import type { ProblemCode } from '../problems/catalogue.ts';
import { type Problem, pointer } from '../problems/problem.ts';

/** One error as Ajv and the modules that it wrote report it. */
export interface AjvError {
  instancePath: string;
  keyword: string;
  params: Record<string, unknown>;
  message?: string;
}

/** A validation function as Ajv and the modules that it wrote export it. */
export interface AjvValidate {
  (data: unknown): unknown;
  errors?: AjvError[] | null;
}

/** Judges the shape of data. */
export type Validate = (data: unknown) => Problem[];

/** Most problems of one record that are told. */
export const maxProblems = 100;

/** The default export of a published validator module as a Validate. */
export function validateWith(validate: AjvValidate): Validate {
  return (data) => (validate(data) ? [] : problemsOf(validate.errors ?? []));
}

/** Ajv's errors as problems; the same in browser and server. */
export function problemsOf(errors: readonly AjvError[]): Problem[] {
  return errors.slice(0, maxProblems).map(problemOf);
}

function problemOf({ instancePath, keyword, params, message }: AjvError): Problem {
  switch (keyword) {
    case 'required':
      return { path: instancePath + pointer(String(params.missingProperty)), code: 'REQUIRED' };
    case 'additionalProperties':
      return unknownField(instancePath, params.additionalProperty);
    case 'type':
      return { path: instancePath, code: typeCodes.get(String(params.type)) ?? 'NOT_TEXT' };
    case 'format':
      return { path: instancePath, code: formatCodes.get(String(params.format)) ?? 'PATTERN' };
    default: {
      const code = limitCodes.get(keyword);
      if (code) return { path: instancePath, code, params: { limit: Number(params.limit ?? params.multipleOf) } };
      return { path: instancePath, code: plainCodes.get(keyword) ?? 'OTHER', params: { message: message ?? keyword } };
    }
  }
}

function unknownField(instancePath: string, key: unknown): Problem {
  const field = String(key).slice(0, 63);
  return { path: instancePath + pointer(field), code: 'UNKNOWN_FIELD', params: { field } };
}

const typeCodes = new Map<string, ProblemCode>([
  ['string', 'NOT_TEXT'],
  ['number', 'NOT_A_NUMBER'],
  ['integer', 'NOT_WHOLE'],
  ['boolean', 'NOT_YES_NO'],
  ['array', 'NOT_A_LIST'],
  ['object', 'NOT_AN_OBJECT'],
]);

const formatCodes = new Map<string, ProblemCode>([
  ['date', 'BAD_DATE'],
  ['date-time', 'BAD_DATE_TIME'],
  ['email', 'BAD_EMAIL'],
  ['uri', 'BAD_URL'],
]);

const limitCodes = new Map<string, ProblemCode>([
  ['minLength', 'TOO_SHORT'],
  ['maxLength', 'TOO_LONG'],
  ['minimum', 'TOO_SMALL'],
  ['maximum', 'TOO_BIG'],
  ['multipleOf', 'STEP'],
  ['minItems', 'TOO_FEW_ITEMS'],
  ['maxItems', 'TOO_MANY_ITEMS'],
  ['maxProperties', 'TOO_MANY'],
]);

const plainCodes = new Map<string, ProblemCode>([
  ['enum', 'NOT_AN_OPTION'],
  ['pattern', 'PATTERN'],
  ['uniqueItems', 'REPEATED_ITEM'],
]);
