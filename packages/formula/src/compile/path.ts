import { FormulaError } from '../formula-error.ts';
import { Sequence, sequenceOf, WrittenList } from '../sequence.ts';
import { compileFilter } from './filter.ts';
import { compileGroup } from './group.ts';
import { compileSort } from './sort.ts';
import type { AstNode, Frame, Run, Scope, Step } from './step.ts';

type PathStep = (input: readonly unknown[], frame: Frame, run: Run) => unknown;

/** A path: each step is taken from every result of the one before, and the results are joined into one sequence. */
export function compilePath(node: AstNode, scope: Scope): Step {
  const nodes = node.steps ?? [];
  const [first] = nodes;
  if (!first) throw new FormulaError('SYNTAX', 'an empty path', node.position);
  const steps = compileSteps(nodes, scope);
  const group = node.group ? compileGroup(node.group, { ...scope, context: undefined }) : undefined;
  const isAbsolute = first.type === 'variable';
  const keep = node.keepSingletonArray === true;
  return (input, frame, run) => {
    let result: unknown = Array.isArray(input) && !isAbsolute ? input : sequenceOf(input);
    for (const step of steps) {
      result = step(result as readonly unknown[], frame, run);
      if (result === undefined || (Array.isArray(result) && result.length === 0)) break;
      if (!Array.isArray(result)) result = sequenceOf(result);
    }
    if (keep) result = keepSingleton(result);
    return group ? group(result, frame, run) : result;
  };
}

function keepSingleton(result: unknown): unknown {
  const sequence = result instanceof WrittenList ? sequenceOf(result) : result;
  if (sequence instanceof Sequence) sequence.keepSingleton = true;
  return sequence;
}

function compileSteps(nodes: readonly AstNode[], scope: Scope): PathStep[] {
  let context = scope.context;
  return nodes.map((node, index) => {
    const inner = { ...scope, context };
    const step = compileStep(node, inner, { isFirst: index === 0, isLast: index === nodes.length - 1 });
    context = contextAfter(node, context, index === 0);
    return step;
  });
}

/** The path that the next step starts from, as far as it is known. */
function contextAfter(node: AstNode, context: readonly string[] | undefined, isFirst: boolean): readonly string[] | undefined {
  if (node.type === 'name' && typeof node.value === 'string') return context && [...context, node.value];
  if (node.type === 'variable' && isFirst) {
    if (node.value === '$') return [];
    return node.value === '' ? context : undefined;
  }
  return node.type === 'sort' ? context : undefined;
}

interface Place {
  isFirst: boolean;
  isLast: boolean;
}

function compileStep(node: AstNode, scope: Scope, { isFirst, isLast }: Place): PathStep {
  if (node.tuple || node.focus || node.index)
    throw new FormulaError('UNSUPPORTED', 'bindings with @ and # are not supported', node.position);
  const after = { ...scope, context: contextAfter(node, scope.context, isFirst) };
  const stages = (node.stages ?? []).map((stage) => compileFilter(stage, after));
  if (node.type === 'sort') return withStages(compileSort(node, scope), stages);
  const step = scope.compile(node, scope);
  if (isFirst && node.consarray) return step;
  return (input, frame, run) => {
    run.meter.spend(input.length);
    const results: unknown[] = [];
    for (const item of input) {
      let result = step(item, frame, run);
      for (const stage of stages) result = stage(result, frame, run);
      if (result !== undefined) results.push(result);
    }
    return isLast && isOneList(results) ? results[0] : flatten(results, run);
  };
}

function withStages(step: PathStep, stages: readonly Step[]): PathStep {
  return (input, frame, run) => stages.reduce<unknown>((result, stage) => stage(result, frame, run), step(input, frame, run));
}

function isOneList(results: readonly unknown[]): boolean {
  const [only] = results;
  return results.length === 1 && Array.isArray(only) && !(only instanceof Sequence);
}

function flatten(results: readonly unknown[], run: Run): Sequence {
  const flat = new Sequence();
  for (const result of results) {
    if (!Array.isArray(result) || result instanceof WrittenList) {
      flat.push(result);
      continue;
    }
    run.meter.list(flat.length + result.length, result.length);
    for (const item of result) flat.push(item);
  }
  return flat;
}
