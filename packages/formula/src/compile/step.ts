import type { FormulaFacts } from '../facts.ts';
import type { Meter } from '../meter.ts';

/** A node of JSONata's syntax tree, as far as it is looked at here. */
export interface AstNode {
  type: string;
  position?: number;
  value?: unknown;
  steps?: AstNode[];
  stages?: AstNode[];
  predicate?: AstNode[];
  expr?: AstNode;
  expression?: AstNode;
  expressions?: AstNode[];
  /** A node, or the pairs of an object. */
  lhs?: AstNode | Array<[AstNode, AstNode]>;
  rhs?: AstNode;
  group?: { lhs: Array<[AstNode, AstNode]>; position?: number };
  condition?: AstNode;
  then?: AstNode;
  else?: AstNode;
  procedure?: AstNode;
  arguments?: AstNode[];
  body?: AstNode;
  signature?: unknown;
  thunk?: boolean;
  terms?: Array<{ descending?: boolean; expression: AstNode }>;
  keepArray?: boolean;
  keepSingletonArray?: boolean;
  consarray?: boolean;
  tuple?: unknown;
  focus?: unknown;
  index?: unknown;
}

/** Variables of one block or function, and those around it. */
export interface Frame {
  values: Map<string, unknown>;
  parent: Frame | undefined;
}

/** What one evaluation carries along. */
export interface Run {
  meter: Meter;
  facts: FormulaFacts;
  root: unknown;
}

/** A compiled node: the value of its input. */
export type Step = (input: unknown, frame: Frame, run: Run) => unknown;

/** Where in the formula a node stands while it is compiled. */
export interface Scope {
  /** Path of the input from the top of the data; undefined when it is not known. */
  context: readonly string[] | undefined;
  depth: number;
  compile: (node: AstNode, scope: Scope) => Step;
  /** Notes that a path of the data is read; `*` as its last part stands for all below. */
  note: (path: readonly string[]) => void;
}

/** A frame inside another. */
export function innerFrame(parent: Frame | undefined): Frame {
  return { values: new Map(), parent };
}

/** The value of a variable; undefined when nothing was bound to it. */
export function lookUpVariable(name: string, frame: Frame): unknown {
  for (let each: Frame | undefined = frame; each; each = each.parent) {
    if (each.values.has(name)) return each.values.get(name);
  }
  return undefined;
}
