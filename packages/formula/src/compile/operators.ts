import { failAt } from '../fail-at.ts';
import { FormulaError } from '../formula-error.ts';
import { Sequence, WrittenList } from '../sequence.ts';
import { textOf } from '../text-of.ts';
import { isEqual, isTruthy } from '../values.ts';
import { compileGroup } from './group.ts';
import type { AstNode, Run, Scope, Step } from './step.ts';

type Operator = (left: unknown, right: unknown, run: Run) => unknown;

const operators = new Map<string, Operator>([
  ['+', arithmetic((left, right) => left + right)],
  ['-', arithmetic((left, right) => left - right)],
  ['*', arithmetic((left, right) => left * right)],
  ['/', arithmetic((left, right) => left / right)],
  ['%', arithmetic((left, right) => left % right)],
  ['=', (left, right, { meter }) => left !== undefined && right !== undefined && isEqual(left, right, meter)],
  ['!=', (left, right, { meter }) => left !== undefined && right !== undefined && !isEqual(left, right, meter)],
  ['<', comparison((order) => order < 0)],
  ['<=', comparison((order) => order <= 0)],
  ['>', comparison((order) => order > 0)],
  ['>=', comparison((order) => order >= 0)],
  ['&', concatenate],
  ['..', range],
  ['in', isIn],
]);

/** An operator between two values; `and` and `or` look at the second only when they must. */
export function compileBinary(node: AstNode, scope: Scope): Step {
  const { lhs, rhs, position } = node;
  if (!lhs || Array.isArray(lhs) || !rhs) throw new FormulaError('SYNTAX', 'an incomplete operator', position);
  const left = scope.compile(lhs, scope);
  const right = scope.compile(rhs, scope);
  const holds = (step: Step): ((...given: Parameters<Step>) => boolean) => {
    return (input, frame, run) => isTruthy(step(input, frame, run), run.meter);
  };
  const [first, second] = [holds(left), holds(right)];
  if (node.value === 'and') return (...given) => first(...given) && second(...given);
  if (node.value === 'or') return (...given) => first(...given) || second(...given);
  const operator = operators.get(String(node.value));
  if (!operator) throw new FormulaError('UNSUPPORTED', `the operator ${String(node.value)} is not supported`, position);
  return (input, frame, run) => failAt(position, () => operator(left(input, frame, run), right(input, frame, run), run));
}

/** `cond ? then : else`, and what the parser makes of `?:` and `??`. */
export function compileCondition(node: AstNode, scope: Scope): Step {
  if (!node.condition || !node.then) throw new FormulaError('SYNTAX', 'an incomplete condition', node.position);
  const condition = scope.compile(node.condition, scope);
  const yes = scope.compile(node.then, scope);
  const no = node.else ? scope.compile(node.else, scope) : undefined;
  return (input, frame, run) => (isTruthy(condition(input, frame, run), run.meter) ? yes(input, frame, run) : no?.(input, frame, run));
}

/** A minus sign, a list in brackets or an object in braces. */
export function compileUnary(node: AstNode, scope: Scope): Step {
  switch (node.value) {
    case '-':
      return compileMinus(node, scope);
    case '[':
      return compileList(node, scope);
    case '{':
      return compileGroup(
        { lhs: Array.isArray(node.lhs) ? node.lhs : [], ...(node.position === undefined ? {} : { position: node.position }) },
        scope,
      );
    default:
      throw new FormulaError('UNSUPPORTED', `the operator ${String(node.value)} is not supported`, node.position);
  }
}

function compileMinus({ expression, position }: AstNode, scope: Scope): Step {
  if (!expression) throw new FormulaError('SYNTAX', 'nothing after the minus sign', position);
  const step = scope.compile(expression, scope);
  return (input, frame, run) => {
    const value = step(input, frame, run);
    if (value === undefined) return undefined;
    if (typeof value !== 'number') throw new FormulaError('TYPE', 'only a number can be negative', position);
    return -value;
  };
}

function compileList({ expressions = [], consarray }: AstNode, scope: Scope): Step {
  const items = expressions.map((item) => ({ step: scope.compile(item, scope), isList: item.type === 'unary' && item.value === '[' }));
  return (input, frame, run) => {
    const list: unknown[] = consarray ? new WrittenList() : [];
    for (const { step, isList } of items) {
      const value = step(input, frame, run);
      if (value === undefined) continue;
      if (isList) list.push(value);
      else for (const each of Array.isArray(value) ? value : [value]) list.push(each);
      run.meter.list(list.length, Array.isArray(value) ? value.length : 1);
    }
    return list;
  };
}

function arithmetic(operate: (left: number, right: number) => number): Operator {
  return (left, right) => {
    const wrong = [left, right].find((value) => value !== undefined && typeof value !== 'number');
    if (wrong !== undefined) throw new FormulaError('TYPE', 'arithmetic needs numbers');
    if (typeof left !== 'number' || typeof right !== 'number') return undefined;
    const result = operate(left, right);
    if (!Number.isFinite(result)) throw new FormulaError('NOT_FINITE', 'the result is not a finite number');
    return result;
  };
}

function comparison(verdict: (order: number) => boolean): Operator {
  return (left, right) => {
    const wrong = [left, right].find((value) => value !== undefined && typeof value !== 'number' && typeof value !== 'string');
    if (wrong !== undefined) throw new FormulaError('TYPE', 'only texts and numbers can be compared');
    if (left === undefined || right === undefined) return undefined;
    if (typeof left === 'number' && typeof right === 'number') return verdict(left - right);
    if (typeof left !== 'string' || typeof right !== 'string') throw new FormulaError('TYPE', 'a text cannot be compared with a number');
    return verdict(left === right ? 0 : left < right ? -1 : 1);
  };
}

function concatenate(left: unknown, right: unknown, run: Run): string {
  const [start, end] = [textOf(left, run.meter), textOf(right, run.meter)];
  run.meter.text(start.length + end.length);
  return start + end;
}

function isIn(left: unknown, right: unknown, { meter }: Run): boolean {
  if (left === undefined || right === undefined) return false;
  meter.look(right);
  return Array.isArray(right) ? right.includes(left) : right === left;
}

function range(left: unknown, right: unknown, run: Run): unknown {
  const wrong = [left, right].find((value) => value !== undefined && !Number.isInteger(value));
  if (wrong !== undefined) throw new FormulaError('TYPE', 'a range needs whole numbers');
  if (typeof left !== 'number' || typeof right !== 'number' || left > right) return undefined;
  run.meter.list(right - left + 1);
  const result = new Sequence();
  for (let number = left; number <= right; number += 1) result.push(number);
  return result;
}
