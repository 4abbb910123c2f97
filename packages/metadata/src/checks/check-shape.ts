import type { Ajv2020, ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import type { DocumentKind } from '../app-documents.ts';
import { schemas } from '../generated/schemas.ts';
import { type Problem, pointer } from '../problems/problem.ts';
import { createAjv } from '../records/ajv-engine.ts';
import { problemsOf } from '../records/ajv-problems.ts';
import { checkBounds } from '../records/data-bounds.ts';
import { chooseBranch } from './choose-branch.ts';

/** Largest document, in characters of JSON. */
const maxDocumentLength = 256 * 1024;

let engine: Ajv2020 | undefined;

/** What is wrong with a document's shape: unknown properties, wrong kinds of value, too much of anything. */
export function checkShape(kind: DocumentKind, document: unknown): Problem[] {
  const bounds = checkBounds(document);
  if (bounds.length > 0) return bounds;
  if (JSON.stringify(document).length > maxDocumentLength) {
    return [{ path: '', code: 'DOCUMENT_TOO_LARGE', params: { limit: '256 KB' } }];
  }
  return check(validatorOf(schemas[kind].$id), document, '').slice(0, 100);
}

function check(validate: ValidateFunction, value: unknown, path: string): Problem[] {
  return validate(value) ? [] : explain(validate.errors ?? [], path);
}

/** Compiled on demand: it takes some tenths of a second that no one else should pay. */
function validatorOf(id: string): ValidateFunction {
  engine ??= createEngine();
  const validate = engine.getSchema(id);
  if (!validate) throw new Error(`there is no schema ${id}`);
  return validate as ValidateFunction;
}

function createEngine(): Ajv2020 {
  const ajv = createAjv({ verbose: true, code: { regExp: plainRegExp } });
  for (const schema of Object.values(schemas)) ajv.addSchema(schema);
  return ajv;
}

/** Patterns of the document schemas are ours and need no guard. */
const plainRegExp = Object.assign((source: string, flags: string) => new RegExp(source, flags), { code: 'new RegExp' });

/** Ajv reports a failed choice with the errors of every branch; here only the branch that was meant has a say. */
function explain(errors: readonly ErrorObject[], path: string): Problem[] {
  const choices = new Map(errors.filter((error) => error.keyword === 'oneOf').map((error) => [error.instancePath, error]));
  const outermost = [...choices.values()].filter((error) => ![...choices.keys()].some((other) => isBelow(error.instancePath, other)));
  const isInChoice = (error: ErrorObject) =>
    outermost.some((choice) => error.instancePath === choice.instancePath || isBelow(error.instancePath, choice.instancePath));
  // Why a key is wrong is said once, by the error for the key as a whole.
  const plain = errors.filter((error) => !isInChoice(error) && error.propertyName === undefined);
  return [
    ...plain.map((error) => toProblem(error, path)),
    ...outermost.flatMap((choice) => explainChoice(choice, path + choice.instancePath)),
  ];
}

function isBelow(path: string, other: string): boolean {
  return path.startsWith(`${other}/`);
}

function explainChoice({ schema, data }: ErrorObject, path: string): Problem[] {
  const branch = chooseBranch(schema, data);
  if ('problem' in branch) return [{ ...branch.problem, path: path + branch.problem.path }];
  const problems = check(validatorOf(branch.schema), data, path);
  return problems.length > 0 ? problems : [{ path, code: 'DOCUMENT_SHAPE', params: { message: 'ambiguous' } }];
}

function toProblem(error: ErrorObject, path: string): Problem {
  const { keyword, params } = error;
  const instancePath = path + error.instancePath;
  if (keyword === 'propertyNames') {
    const key = String(params.propertyName).slice(0, 63);
    return { path: instancePath + pointer(key), code: 'BAD_KEY', params: { key } };
  }
  if (keyword === 'additionalProperties') {
    const name = String(params.additionalProperty).slice(0, 63);
    return { path: instancePath + pointer(name), code: 'UNKNOWN_KEYWORD', params: { keyword: name } };
  }
  const message = error.message ?? keyword;
  const [problem] = problemsOf([{ instancePath, keyword, params, message }]);
  return !problem || problem.code === 'OTHER' ? { path: instancePath, code: 'DOCUMENT_SHAPE', params: { message } } : problem;
}
