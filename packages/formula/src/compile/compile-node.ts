import { FormulaError } from '../formula-error.ts';
import { limits } from '../limits.ts';
import { Sequence, settle } from '../sequence.ts';
import { compileApply, compileCall } from './calls.ts';
import { compileFilter } from './filter.ts';
import { compileGroup } from './group.ts';
import { compileBinary, compileCondition, compileUnary } from './operators.ts';
import { compilePath } from './path.ts';
import {
  compileBind,
  compileBlock,
  compileDescendant,
  compileLiteral,
  compileName,
  compileVariable,
  compileWildcard,
} from './plain-nodes.ts';
import type { AstNode, Scope, Step } from './step.ts';

type NodeCompiler = (node: AstNode, scope: Scope) => Step;

/** Every kind of node we evaluate; any other is refused by name. */
const compilers = new Map<string, NodeCompiler>([
  ['path', compilePath],
  ['binary', compileBinary],
  ['unary', compileUnary],
  ['name', compileName],
  ['string', compileLiteral],
  ['number', compileLiteral],
  ['value', compileLiteral],
  ['wildcard', compileWildcard],
  ['descendant', compileDescendant],
  ['condition', compileCondition],
  ['block', compileBlock],
  ['bind', compileBind],
  ['variable', compileVariable],
  ['function', compileCall],
  ['apply', compileApply],
]);

/** Words for what JSONata knows and we refuse. */
const refused = new Map([
  ['transform', 'transforms ( ~> |…|…| ) are not supported'],
  ['lambda', 'a function can only be given to another function'],
  ['partial', 'a function can only be given to another function'],
  ['regex', 'a regular expression can only be given to a function'],
  ['parent', 'the parent operator % is not supported'],
]);

/** The node as a step: its kind, then its predicates, its grouping, and JSONata's rule that one result stands for itself. */
export function compileNode(node: AstNode, outer: Scope): Step {
  const scope = { ...outer, depth: outer.depth + 1 };
  if (scope.depth > limits.depth) throw new FormulaError('TOO_DEEP', 'the formula is nested too deeply', node.position);
  // The parser wraps calls at the end of a function body; unwrapped they mean the same.
  if (node.thunk && node.body) return scope.compile(node.body, scope);
  const compiler = compilers.get(node.type);
  if (!compiler) throw new FormulaError('UNSUPPORTED', refused.get(node.type) ?? `${node.type} is not supported`, node.position);
  if (node.tuple || node.focus || node.index)
    throw new FormulaError('UNSUPPORTED', 'bindings with @ and # are not supported', node.position);
  const main = compiler(node, scope);
  const inner = { ...scope, context: undefined };
  const predicates = (node.predicate ?? []).map((predicate) => compileFilter(predicate, inner));
  const group = node.group && node.type !== 'path' ? compileGroup(node.group, inner) : undefined;
  const keep = node.keepArray === true;
  return (input, frame, run) => {
    run.meter.spend(1);
    let result = main(input, frame, run);
    for (const predicate of predicates) result = predicate(result, frame, run);
    if (group) result = group(result, frame, run);
    if (keep && result instanceof Sequence) result.keepSingleton = true;
    return settle(result);
  };
}
