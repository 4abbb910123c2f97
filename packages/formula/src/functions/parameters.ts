import { FormulaError } from '../formula-error.ts';
import { isCallable, isObject, isPattern } from '../values.ts';

/** One parameter of a function. */
export interface Parameter {
  /** Kinds of value it takes, one letter each: s text, n number, b yes/no, a list, o object, f function, r regular expression, x anything. */
  kinds: string;
  /** For a list: the kind of its elements. */
  of: string | undefined;
  /** Whether the input stands in when it is left out. */
  context: boolean;
  optional: boolean;
  /** Whether it may be repeated. */
  many: boolean;
}

/**
 * Parameters from a short text: one word each, kinds as letters, `<k>` for the elements of a list, then `-` for "the input when
 * left out", `?` for optional, `+` for any number.
 */
export function parseParameters(text: string): Parameter[] {
  return text
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => {
      const match = /^([a-z]+)(?:<([a-z])>)?([-?+]?)$/.exec(word);
      if (!match?.[1]) throw new Error(`not a parameter: ${word}`);
      return { kinds: match[1], of: match[2], context: match[3] === '-', optional: match[3] === '?', many: match[3] === '+' };
    });
}

/** The arguments put to their parameters. Throws FormulaError ARGUMENTS when they do not fit. */
export function takeArguments(
  called: { name: string; parameters: readonly Parameter[] },
  given: readonly unknown[],
  input: unknown,
): unknown[] {
  const taken = match(called.parameters, given, input);
  if (!taken) throw new FormulaError('ARGUMENTS', `the arguments do not fit $${called.name}`);
  return taken;
}

function match(parameters: readonly Parameter[], given: readonly unknown[], input: unknown): unknown[] | undefined {
  const [parameter, ...rest] = parameters;
  if (!parameter) return given.length === 0 ? [] : undefined;
  if (parameter.many)
    return given.length > 0 && given.every((each) => fits(each, parameter)) ? given.map((each) => shape(each, parameter)) : undefined;
  if (given.length > 0 && fits(given[0], parameter)) {
    const others = match(rest, given.slice(1), input);
    if (others) return [shape(given[0], parameter), ...others];
  }
  if (parameter.context && fits(input, parameter)) {
    const others = match(rest, given, input);
    return others && [shape(input, parameter), ...others];
  }
  if (!parameter.optional) return undefined;
  const others = match(rest, given, input);
  return others && [undefined, ...others];
}

/** Nothing fits everywhere: most functions answer nothing for it. */
function fits(value: unknown, { kinds, of }: Parameter): boolean {
  if (value === undefined || kinds.includes('x')) return true;
  if (kinds.includes('a')) return !of || (Array.isArray(value) ? value : [value]).every((item) => kindOf(item) === of);
  return kinds.includes(kindOf(value));
}

function shape(value: unknown, { kinds }: Parameter): unknown {
  return kinds.includes('a') && value !== undefined && !Array.isArray(value) ? [value] : value;
}

function kindOf(value: unknown): string {
  if (typeof value === 'string') return 's';
  if (typeof value === 'number') return 'n';
  if (typeof value === 'boolean') return 'b';
  if (value === null) return 'l';
  if (Array.isArray(value)) return 'a';
  if (isCallable(value)) return 'f';
  if (isPattern(value)) return 'r';
  return isObject(value) ? 'o' : '';
}
