import type { ErrorObject } from 'ajv/dist/2020.js';
import type { DocumentKind } from '../app-documents.ts';
import { schemas } from '../generated/schemas.ts';
import { type Problem, pointer } from '../problems/problem.ts';
import { createAjv } from '../records/ajv-engine.ts';
import { problemsOf } from '../records/ajv-problems.ts';
import { checkBounds } from '../records/data-bounds.ts';

/** Largest document, in characters of JSON. */
export const maxDocumentLength = 256 * 1024;

type ShapeCheck = ((data: unknown) => unknown) & { errors?: ErrorObject[] | null };
const compiled = new Map<DocumentKind, ShapeCheck>();

/** What is wrong with a document's shape: unknown properties, wrong kinds of value, too much of anything. */
export function checkShape(kind: DocumentKind, document: unknown): Problem[] {
  const bounds = checkBounds(document);
  if (bounds.length > 0) return bounds;
  if (JSON.stringify(document).length > maxDocumentLength) return [{ path: '', code: 'DOCUMENT_TOO_LARGE', params: { limit: '256 KB' } }];
  const validate = shapeCheckOf(kind);
  if (validate(document)) return [];
  return readable(validate.errors ?? []);
}

/** Compiled once and on demand: it takes a tenth of a second that no one else should pay. */
function shapeCheckOf(kind: DocumentKind): ShapeCheck {
  const known = compiled.get(kind);
  if (known) return known;
  const ajv = createAjv({ code: { regExp: plainRegExp } });
  for (const schema of Object.values(schemas)) ajv.addSchema(schema);
  for (const each of documentKindsWithSchema) {
    const validate = ajv.getSchema(schemas[each].$id);
    if (validate) compiled.set(each, validate as ShapeCheck);
  }
  const found = compiled.get(kind);
  if (!found) throw new Error(`there is no schema of ${kind}`);
  return found;
}

const documentKindsWithSchema = [
  'app',
  'entity',
  'form',
  'view',
  'workflow',
  'dashboard',
  'role',
] as const satisfies readonly DocumentKind[];

/** Patterns of the document schemas are ours and need no guard. */
const plainRegExp = Object.assign((source: string, flags: string) => new RegExp(source, flags), { code: 'new RegExp' });

/** Without the noise of choices: of a choice by kind only the errors of the kind that is meant, of any other one sentence. */
function readable(errors: readonly ErrorObject[]): Problem[] {
  const wrongBranches = new Set(errors.filter((error) => error.keyword === 'const').map((error) => branchOf(error)));
  const filters = errors.filter((error) => error.keyword === 'oneOf' && error.schemaPath.includes('/Filter/'));
  const isNoise = (error: ErrorObject): boolean =>
    wrongBranches.has(branchOf(error)) || filters.some((filter) => error.instancePath.startsWith(filter.instancePath) && error !== filter);
  // Why a key is wrong is said once, by the error for the key as a whole.
  const kept = errors.filter((error) => !isNoise(error) && error.propertyName === undefined);
  const deeper = kept.filter(
    (error) => error.keyword !== 'oneOf' || !kept.some((other) => other !== error && other.instancePath.startsWith(error.instancePath)),
  );
  const problems = deeper.map(toProblem);
  return problems.length > 0
    ? problems.slice(0, 100)
    : [{ path: '', code: 'DOCUMENT_SHAPE', params: { message: errors[0]?.message ?? '' } }];
}

/** The definition of the schema and the place of the document that an error is about. */
function branchOf(error: ErrorObject): string {
  const definition = /#\/\$defs\/(\w+)/.exec(error.schemaPath)?.[1] ?? '';
  const place = error.keyword === 'const' ? error.instancePath.slice(0, error.instancePath.lastIndexOf('/')) : error.instancePath;
  return `${definition} ${place}`;
}

function toProblem(error: ErrorObject): Problem {
  const { instancePath, keyword, params } = error;
  if (keyword === 'propertyNames') {
    const key = String(params.propertyName).slice(0, 63);
    return { path: instancePath + pointer(key), code: 'BAD_KEY', params: { key } };
  }
  if (keyword === 'oneOf' && error.schemaPath.includes('/Filter/')) return { path: instancePath, code: 'BAD_FILTER' };
  if (keyword === 'additionalProperties') {
    const name = String(params.additionalProperty).slice(0, 63);
    return { path: instancePath + pointer(name), code: 'UNKNOWN_KEYWORD', params: { keyword: name } };
  }
  const [problem] = problemsOf([{ instancePath, keyword, params, ...(error.message ? { message: error.message } : {}) }]);
  return !problem || problem.code === 'OTHER'
    ? { path: instancePath, code: 'DOCUMENT_SHAPE', params: { message: error.message ?? keyword } }
    : problem;
}
