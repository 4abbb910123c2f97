import type { Run } from '../compile/step.ts';
import { type Parameter, parseParameters } from './parameters.ts';

/** One sentence in each language of the product. */
export interface FunctionText {
  'zh-CN': string;
  en: string;
}

/** Where the catalogue lists a function. */
export type FunctionGroup = 'logic' | 'text' | 'number' | 'list' | 'object' | 'date';

/** What a function works with besides its arguments. */
export interface CallContext {
  run: Run;
  input: unknown;
}

/** One function of the catalogue. */
export interface FormulaFunction {
  /** Name without the `$`. */
  name: string;
  group: FunctionGroup;
  /** How it is written, as `$substring(text, start, length?)`. */
  signature: string;
  help: FunctionText;
  /** A formula and its result; each is run by the tests. */
  example: { source: string; result: unknown };
  parameters: readonly Parameter[];
  /** How many arguments it needs. */
  required: number;
  run: (args: readonly unknown[], call: CallContext) => unknown;
}

type Given = Omit<FormulaFunction, 'parameters' | 'required' | 'group' | 'help' | 'example'> & {
  /** Parameters in the short form of parseParameters. */
  takes: string;
  zh: string;
  en: string;
  example: readonly [source: string, result: unknown];
};

/** Functions of one group from their short form. */
export function defineFunctions(group: FunctionGroup, given: readonly Given[]): FormulaFunction[] {
  return given.map(({ takes, zh, en, example, ...rest }) => {
    const parameters = parseParameters(takes);
    const required = parameters.filter((parameter) => !parameter.optional).length;
    return { ...rest, group, parameters, required, help: { 'zh-CN': zh, en }, example: { source: example[0], result: example[1] } };
  });
}

/** A run that answers nothing when its first argument is nothing, as JSONata's functions do. */
export function unlessNothing(
  run: (args: readonly unknown[], call: CallContext) => unknown,
): (args: readonly unknown[], call: CallContext) => unknown {
  return (args, call) => (args[0] === undefined ? undefined : run(args, call));
}
