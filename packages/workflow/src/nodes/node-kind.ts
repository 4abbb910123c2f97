import type { Assignee, Text, WorkflowNode } from '@formwright/metadata';
import type { Outcome, RunTask, Token } from '../run.ts';
import type { Entry, Step } from '../step.ts';

/** Colour family on the canvas. */
export type NodeFamily = 'trigger' | 'people' | 'branch' | 'data' | 'outside' | 'end';

/** What a decision on one task means for the token that waits at its node. */
export type Verdict = 'wait' | 'leave' | 'reject';

/** A kind of node: what it means to arrive at it, and to decide there. One file each. */
export interface NodeKind<Node extends WorkflowNode = WorkflowNode> {
  type: Node['type'];
  family: NodeFamily;
  /** Name in the palette. */
  label: Text;
  /** One sentence on what it does. */
  help: Text;
  /** lucide icon. */
  icon: string;
  /** How many edges may leave it. */
  ways: 'none' | 'one' | 'many';
  /** Whether a run may rest here until a person acts, so that a loop through it is no endless one. */
  waits: boolean;
  /** Rules that name its people; empty for other kinds. */
  assignees: (node: Node) => readonly Assignee[];
  /** A token arrives. */
  enter: (step: Step, node: Node, token: Token) => Entry;
  /** Somebody decided a task here; the task's outcome is set already. */
  decide?: (step: Step, node: Node, decided: { task: RunTask; outcome: Outcome; token: Token }) => Verdict;
}
