import { compileNode } from './compile/compile-node.ts';
import { innerFrame, type Scope } from './compile/step.ts';
import type { FormulaFacts } from './facts.ts';
import { FormulaError } from './formula-error.ts';
import { limits } from './limits.ts';
import { Meter } from './meter.ts';
import { parseFormula } from './parse-formula.ts';
import { sequenceOf } from './sequence.ts';
import { toPlain } from './values.ts';

/** How a formula is compiled. */
export interface FormulaOptions {
  /** Names allowed at the top of a path; every name when left out. */
  fields?: Iterable<string>;
}

/** How one evaluation runs. */
export interface EvaluateOptions extends FormulaFacts {
  /** Steps it may take; 200,000 when left out. */
  fuel?: number;
}

/** A formula ready to run: it always ends, always gives the same for the same, and changes nothing. */
export interface CompiledFormula {
  source: string;
  /** Names at the top of the data that it reads, sorted; `*` when it reads the data as a whole. */
  dependencies: readonly string[];
  /** The same as paths, as far as they are known: `record.level`, `items.price`, `record.*`. */
  paths: readonly string[];
  /** The plain JSON value, or undefined for nothing. Throws FormulaError. */
  evaluate: (data: unknown, options?: EvaluateOptions) => unknown;
}

/** Checks and compiles a formula. Throws FormulaError with the position of what is wrong. */
export function compileFormula(source: string, options: FormulaOptions = {}): CompiledFormula {
  const paths = new Set<string>();
  let nodes = 0;
  const scope: Scope = {
    context: [],
    depth: 0,
    note: (path) => paths.add(path.join('.')),
    compile: (node, inner) => {
      nodes += 1;
      if (nodes > limits.nodes) throw new FormulaError('TOO_LONG', 'the formula has too many parts', node.position);
      return compileNode(node, inner);
    },
  };
  const step = scope.compile(parseFormula(source), scope);
  const dependencies = [...new Set([...paths].map((path) => path.split('.')[0] ?? ''))].sort();
  if (options.fields) checkFields(dependencies, new Set(options.fields));
  const evaluate = (data: unknown, { fuel = limits.fuel, ...facts }: EvaluateOptions = {}): unknown => {
    const run = { meter: new Meter(fuel), facts, root: data };
    const input = Array.isArray(data) ? sequenceOf(data) : data;
    return withoutOverflow(() => toPlain(step(input, innerFrame(undefined), run), run.meter));
  };
  return { source, dependencies, paths: [...paths].sort(), evaluate };
}

function checkFields(dependencies: readonly string[], fields: ReadonlySet<string>): void {
  const unknown = dependencies.find((name) => name !== '*' && !fields.has(name));
  if (unknown !== undefined) throw new FormulaError('UNKNOWN_FIELD', `there is no field ${unknown}`);
}

function withoutOverflow(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) throw new FormulaError('TOO_DEEP', 'the data or the formula is nested too deeply');
    throw error;
  }
}
