import { contract, type Route, type RouteName } from '@formwright/client';
import { AppError, compileValidator, type ErrorCode, type Validate } from '@formwright/metadata';

/** The parts of a request as they came. */
export interface RawInput {
  params: unknown;
  query: unknown;
  body: unknown;
}

/** Refuses input that does not fit a route's declaration, with every problem and its path. Throws BAD_REQUEST, BAD_QUERY or INVALID. */
export type CheckInput = (input: RawInput) => void;

// What asks, not writes: anything wrong in it is a 400.
const asking: ReadonlySet<RouteName> = new Set<RouteName>(['query', 'aggregate']);

/** The check of one route, compiled from the same declaration that types and documents it. */
export function createInputCheck(name: RouteName): CheckInput {
  const declared: Route = contract[name];
  const checks: { part: keyof RawInput; validate: Validate; code: ErrorCode }[] = [];
  const add = (part: keyof RawInput, schema: object | undefined, code: ErrorCode) => {
    if (schema) checks.push({ part, validate: compileValidator(plain(schema)), code });
  };
  add('params', declared.params, 'BAD_REQUEST');
  add('query', declared.query, 'BAD_QUERY');
  add('body', declared.body, asking.has(name) ? 'BAD_QUERY' : 'INVALID');
  return (input) => {
    for (const { part, validate, code } of checks) {
      const details = validate(input[part]);
      if (details.length > 0) throw new AppError(code, { details });
    }
  };
}

/** Only what JSON holds: the declarations carry marks for the compiler besides. */
function plain(schema: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(schema));
}
