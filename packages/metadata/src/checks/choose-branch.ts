import { schemas } from '../generated/schemas.ts';
import { type Problem, pointer } from '../problems/problem.ts';

/** A definition of our schemas, as far as choices look at it. */
interface Definition {
  required?: readonly string[];
  properties?: Readonly<Record<string, { const?: unknown; enum?: readonly unknown[] }>>;
  oneOf?: ReadonlyArray<{ $ref: string }>;
}

interface Branch {
  /** Full address of the definition. */
  id: string;
  definition: Definition;
}

const definitions = new Map(
  Object.values(schemas).flatMap((schema) =>
    Object.entries('$defs' in schema ? schema.$defs : {}).map(
      ([name, definition]) => [name, { id: `${schema.$id}#/$defs/${name}`, definition: definition as Definition }] as const,
    ),
  ),
);

/**
 * Which branch of a choice a value was meant for: the one of its `type` or `kind`, else the one it shares most properties with.
 * When it fits none, what to say instead.
 */
export function chooseBranch(oneOf: unknown, value: unknown): { schema: string } | { problem: Problem } {
  const branches = branchesOf(oneOf);
  const isFilter = branches.some((branch) => branch.id.endsWith('/FilterTerm'));
  const none: Problem = isFilter ? { path: '', code: 'BAD_FILTER' } : { path: '', code: 'NOT_AN_OBJECT' };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { problem: none };
  const given = new Map<string, unknown>(Object.entries(value));
  for (const name of ['type', 'kind']) {
    const named = branches.filter((branch) => allowedOf(branch, name) !== undefined);
    if (!given.has(name) || named.length === 0) continue;
    const meant = named.find((branch) => allowedOf(branch, name)?.includes(given.get(name)));
    return meant ? { schema: meant.id } : { problem: { path: pointer(name), code: 'NOT_AN_OPTION' } };
  }
  const shared = (branch: Branch) => Object.keys(branch.definition.properties ?? {}).filter((key) => given.has(key)).length;
  const [best] = [...branches].sort((left, right) => shared(right) - shared(left));
  if (best && shared(best) > 0) return { schema: best.id };
  return {
    problem: isFilter
      ? none
      : { path: '', code: 'DOCUMENT_SHAPE', params: { message: branches.map(({ definition }) => definition.required?.[0]).join(' | ') } },
  };
}

function branchesOf(oneOf: unknown): Branch[] {
  if (!Array.isArray(oneOf)) return [];
  return oneOf.flatMap((each: { $ref?: string }) => definitions.get(each.$ref?.split('/').at(-1) ?? '') ?? []);
}

function allowedOf({ definition }: Branch, name: string): readonly unknown[] | undefined {
  const property = definition.properties?.[name];
  if (property?.const !== undefined) return [property.const];
  return property?.enum;
}
