import { failAt } from '../fail-at.ts';
import { FormulaError } from '../formula-error.ts';
import { type FormulaFunction, findFunction } from '../functions/functions.ts';
import { takeArguments } from '../functions/parameters.ts';
import { createPattern } from '../pattern.ts';
import { type Callable, toCallable, toPattern } from '../values.ts';
import { type AstNode, innerFrame, type Scope, type Step } from './step.ts';

/** A function of the catalogue with its arguments. */
export function compileCall(node: AstNode, scope: Scope): Step {
  return callFunction(node, scope, undefined);
}

/** `value ~> $function(…)`: the value is the first argument. */
export function compileApply(node: AstNode, scope: Scope): Step {
  const { lhs, rhs, position } = node;
  if (!lhs || Array.isArray(lhs) || !rhs) throw new FormulaError('SYNTAX', 'an incomplete ~>', position);
  const value = scope.compile(lhs, scope);
  if (rhs.type === 'function') return callFunction(rhs, scope, value);
  if (rhs.type !== 'variable' && rhs.type !== 'lambda' && rhs.type !== 'partial') {
    scope.compile(rhs, scope);
    throw new FormulaError('UNSUPPORTED', 'after ~> a function must follow', position);
  }
  const callable = compileArgument(rhs, scope);
  return (input, frame, run) => {
    const target = callable(input, frame, run) as Callable;
    return target.call([value(input, frame, run)]);
  };
}

function callFunction(node: AstNode, scope: Scope, first: Step | undefined): Step {
  const { position } = node;
  const called = functionOf(node);
  const steps = [...(first ? [first] : []), ...(node.arguments ?? []).map((each) => compileArgument(each, scope))];
  return (input, frame, run) => {
    const given = steps.map((step) => step(input, frame, run));
    run.meter.spend(1 + given.length);
    return failAt(position, () => invoke(called, given, { run, input }));
  };
}

function functionOf(node: AstNode): FormulaFunction {
  const { procedure, position } = node;
  const isPlainName = procedure?.type === 'path' && procedure.steps?.length === 1;
  const name = String(isPlainName ? procedure.steps?.[0]?.value : procedure?.value);
  if (procedure?.type !== 'variable') {
    const hint = isPlainName && findFunction(name) ? `write $${name} for the function` : 'only functions of the catalogue can be called';
    throw new FormulaError('UNKNOWN_FUNCTION', hint, position);
  }
  const found = findFunction(name);
  if (!found) throw new FormulaError('UNKNOWN_FUNCTION', `there is no function $${name}`, position);
  return found;
}

type Call = Parameters<FormulaFunction['run']>[1];

/** What working with the calendar costs besides the step itself: zones are slow. */
const dateFuel = 40;

/** Every function looks at the whole of what it is given, so that is paid for here; what it makes it pays for itself. */
function invoke(called: FormulaFunction, given: readonly unknown[], call: Call): unknown {
  for (const each of given) call.run.meter.look(each);
  if (given.length === 0) call.run.meter.look(call.input);
  if (called.group === 'date') call.run.meter.spend(dateFuel);
  return called.run(takeArguments(called, given, call.input), call);
}

/** An argument may be what nothing else may be: a function or a regular expression. */
function compileArgument(node: AstNode, scope: Scope): Step {
  switch (node.type) {
    case 'lambda':
      return node.thunk ? compileArgument(node.body ?? node, scope) : compileLambda(node, scope);
    case 'partial':
      return compilePartial(node, scope);
    case 'regex':
      return compilePattern(node);
    case 'variable':
      return compileReference(node, scope);
    default:
      return scope.compile(node, scope);
  }
}

function compileLambda(node: AstNode, scope: Scope): Step {
  if (node.signature) throw new FormulaError('UNSUPPORTED', 'signatures of functions are not supported', node.position);
  if (!node.body) throw new FormulaError('SYNTAX', 'a function without a body', node.position);
  const names = (node.arguments ?? []).map((argument) => String(argument.value));
  const body = scope.compile(node.body.thunk && node.body.body ? node.body.body : node.body, scope);
  return (input, frame, run) =>
    toCallable(names.length, (args) => {
      const inner = innerFrame(frame);
      names.forEach((name, index) => {
        inner.values.set(name, args[index]);
      });
      return body(input, inner, run);
    });
}

function compilePartial(node: AstNode, scope: Scope): Step {
  const called = functionOf(node);
  const steps = (node.arguments ?? []).map((each) =>
    each.type === 'operator' && each.value === '?' ? undefined : compileArgument(each, scope),
  );
  return (input, frame, run) => {
    const given = steps.map((step) => step?.(input, frame, run));
    return toCallable(steps.filter((step) => !step).length, (args) => {
      const rest = [...args];
      return invoke(
        called,
        steps.map((step, index) => (step ? given[index] : rest.shift())),
        { run, input },
      );
    });
  };
}

function compilePattern({ value, position }: AstNode): Step {
  if (!(value instanceof RegExp)) throw new FormulaError('SYNTAX', 'not a regular expression', position);
  const { source } = value;
  const flags = value.flags.replace(/[^im]/g, '');
  failAt(position, () => createPattern(source, flags));
  return () => toPattern(source, flags);
}

/** The name of a function stands for the function, unless a variable of that name is bound. */
function compileReference(node: AstNode, scope: Scope): Step {
  const plain = scope.compile(node, scope);
  const found = node.predicate ? undefined : findFunction(String(node.value));
  if (!found) return plain;
  return (input, frame, run) => {
    const bound = plain(input, frame, run);
    return bound === undefined ? toCallable(found.required, (args) => invoke(found, args, { run, input })) : bound;
  };
}
