import { compileFormula } from '@formwright/formula';
import type { Edge, WorkflowDoc, WorkflowNode } from '@formwright/metadata';
import type { Command, RunFacts } from './event.ts';
import type { RunState, Token, TraceLine } from './run.ts';

/** What a node does with a token that arrives. */
export type Entry = { kind: 'wait' } | { kind: 'leave'; edge: Edge } | { kind: 'end' } | { kind: 'fail'; reason: string };

/** One step under way: a private copy of the run, and the commands gathered so far. */
export interface Step {
  readonly definition: WorkflowDoc;
  readonly run: RunState;
  readonly facts: RunFacts;
  readonly commands: Command[];
}

/** Adds a line to the trace. */
export function note(step: Step, line: Omit<TraceLine, 'at'>): void {
  step.run.trace.push({ at: step.facts.now, ...line });
}

/** A number for the next token or task of this run; the same events give the same numbers. */
export function nextId(step: Step): string {
  const id = `${step.run.id}-${step.run.next}`;
  step.run.next += 1;
  return id;
}

/** The node of an id; a definition that was checked has it. */
export function nodeOf(step: Step, id: string): WorkflowNode | undefined {
  return step.definition.nodes.find((node) => node.id === id);
}

/** Edges that leave a node, in the document's order. */
export function edgesFrom(step: Step, node: string): Edge[] {
  return step.definition.edges.filter((edge) => edge.from === node);
}

/** Leaves along the only edge; a node without one fails by name. */
export function leave(step: Step, node: string): Entry {
  const [edge] = edgesFrom(step, node);
  return edge === undefined ? { kind: 'fail', reason: 'noWayOut' } : { kind: 'leave', edge };
}

/** The value of a formula over record, input, initiator and variables. Throws FormulaError. */
export function evaluate(step: Step, formula: string): unknown {
  const { run, facts } = step;
  const data = { ...run.variables, record: facts.record, input: run.input, initiator: { id: run.initiator, name: facts.initiatorName } };
  return compileFormula(formula).evaluate(data, { now: facts.now, timeZone: facts.timeZone });
}

/** Closes the open tasks of a token and says so to their assignees. */
export function closeTasks(step: Step, token: Token): void {
  for (const task of step.run.tasks) {
    if (task.token !== token.id || task.kind !== 'approval' || task.state === 'closed') continue;
    task.state = 'closed';
    task.closedAt = step.facts.now;
    step.commands.push({ kind: 'closeTask', task: task.id, assignee: task.assignee });
  }
}
