import { FormulaError } from '../formula-error.ts';
import { Sequence } from '../sequence.ts';
import { isObject, lookUp } from '../values.ts';
import { type AstNode, innerFrame, lookUpVariable, type Run, type Scope, type Step } from './step.ts';

/** A constant. */
export function compileLiteral({ value, position }: AstNode): Step {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new FormulaError('NOT_FINITE', 'the number is too large', position);
  return () => value;
}

/** A field of the input. */
export function compileName({ value }: AstNode, scope: Scope): Step {
  const key = String(value);
  if (scope.context) scope.note([...scope.context, key]);
  return (input, _frame, run) => lookUp(input, key, run.meter);
}

/** `$`, `$$` or a variable. */
export function compileVariable({ value }: AstNode, scope: Scope): Step {
  const name = String(value);
  if (name === '$') {
    scope.note(['*']);
    return (_input, _frame, run) => run.root;
  }
  if (name !== '') return (_input, frame) => lookUpVariable(name, frame);
  if (scope.context) scope.note([...scope.context, '*']);
  return (input) => input;
}

/** Expressions one after the other; the last is the value. */
export function compileBlock(node: AstNode, scope: Scope): Step {
  const steps = (node.expressions ?? []).map((each) => scope.compile(each, scope));
  return (input, frame, run) => {
    const inner = innerFrame(frame);
    let result: unknown;
    for (const step of steps) result = step(input, inner, run);
    return result;
  };
}

/** A variable that is given a value. */
export function compileBind(node: AstNode, scope: Scope): Step {
  if (!node.rhs || !node.lhs || Array.isArray(node.lhs)) throw new FormulaError('SYNTAX', 'an incomplete assignment', node.position);
  const name = String(node.lhs.value);
  const step = scope.compile(node.rhs, scope);
  return (input, frame, run) => {
    const value = step(input, frame, run);
    frame.values.set(name, value);
    return value;
  };
}

/** `*`: all values of the input. */
export function compileWildcard(_node: AstNode, scope: Scope): Step {
  if (scope.context) scope.note([...scope.context, '*']);
  return (input, _frame, run) => {
    const found = new Sequence();
    if (isObject(input)) for (const value of Object.values(input)) pushFlat(value, found, run);
    return found;
  };
}

/** `**`: the input and everything below it. */
export function compileDescendant(_node: AstNode, scope: Scope): Step {
  if (scope.context) scope.note([...scope.context, '*']);
  return (input, _frame, run) => {
    if (input === undefined) return undefined;
    const found = new Sequence();
    pushBelow(input, found, run);
    return found;
  };
}

function pushFlat(value: unknown, found: Sequence, run: Run): void {
  run.meter.spend(1);
  if (Array.isArray(value)) for (const each of value) pushFlat(each, found, run);
  else found.push(value);
}

function pushBelow(value: unknown, found: Sequence, run: Run): void {
  run.meter.spend(1);
  if (Array.isArray(value)) {
    for (const each of value) pushBelow(each, found, run);
    return;
  }
  found.push(value);
  if (isObject(value)) for (const each of Object.values(value)) pushBelow(each, found, run);
}
