import { FormulaError } from '../formula-error.ts';
import type { AstNode, Frame, Run, Scope } from './step.ts';

/** The order-by operator `^(…)`: terms in order of weight, `>` downwards, nothing last. */
export function compileSort(node: AstNode, scope: Scope): (input: readonly unknown[], frame: Frame, run: Run) => unknown {
  const terms = (node.terms ?? []).map((term) => ({ key: scope.compile(term.expression, scope), sign: term.descending ? -1 : 1 }));
  return (input, frame, run) => {
    if (input.length <= 1) return input;
    const keyed = input.map((item) => ({ item, keys: terms.map((term) => term.key(item, frame, run)) }));
    run.meter.list(input.length * terms.length);
    run.meter.spend(input.length * Math.log2(input.length));
    keyed.sort((left, right) => {
      for (const [index, term] of terms.entries()) {
        const order = compareKeys(left.keys[index], right.keys[index], term.sign);
        if (order !== 0) return order;
      }
      return 0;
    });
    return keyed.map((each) => each.item);
  };
}

function compareKeys(left: unknown, right: unknown, sign: number): number {
  if (left === undefined) return right === undefined ? 0 : 1;
  if (right === undefined) return -1;
  if (typeof left === 'number' && typeof right === 'number') return sign * (left - right);
  if (typeof left !== 'string' || typeof right !== 'string')
    throw new FormulaError('TYPE', 'only texts with texts and numbers with numbers can be ordered');
  if (left === right) return 0;
  return left < right ? -sign : sign;
}
