import type { WorkflowDoc } from '@formwright/metadata';
import type { Command, RunEvent, RunFacts } from './event.ts';
import { kindOf } from './nodes/registry.ts';
import { Refusal } from './refusal.ts';
import type { RunState, RunStatus, RunTask, Token } from './run.ts';
import { closeTasks, type Entry, evaluate, nextId, nodeOf, note, type Step } from './step.ts';

/** Nodes one step may pass before the run is stopped with `tooManySteps`. */
export const stepLimit = 1000;

/**
 * The only thing that moves tokens: the run after one event, and what the caller must carry out. Same inputs, same outputs.
 * Throws Refusal when the event does not fit; the run handed in is never changed.
 */
export function advance(definition: WorkflowDoc, run: RunState, event: RunEvent, facts: RunFacts): { run: RunState; commands: Command[] } {
  const step: Step = { definition, run: structuredClone(run), facts, commands: [] };
  if (!fits(run.status, event.kind)) throw new Refusal('runOver');
  apply(step, event);
  step.run.seq += 1;
  settle(step);
  return { run: step.run, commands: step.commands };
}

/** Whether an initiator may withdraw a run as it stands. */
export function mayWithdraw(definition: WorkflowDoc, run: RunState): boolean {
  const start = definition.nodes.find((node) => node.type === 'start');
  const rule = (start?.type === 'start' ? start.config?.withdraw : undefined) ?? 'untilDecided';
  if (run.status !== 'running' || rule === 'never') return false;
  return rule === 'always' || !run.tasks.some((task) => task.outcome !== undefined);
}

function fits(status: RunStatus, event: RunEvent['kind']): boolean {
  return status === 'running' || ((status === 'failed' || status === 'stuck') && (event === 'retry' || event === 'terminate'));
}

function apply(step: Step, event: RunEvent): void {
  switch (event.kind) {
    case 'start':
      return start(step);
    case 'act':
      return act(step, event);
    case 'wrote':
      return wrote(step, event.token);
    case 'failed':
      return failToken(step, writingToken(step, event.token), event.reason);
    case 'withdraw':
      if (event.by !== step.run.initiator) throw new Refusal('notInitiator');
      if (!mayWithdraw(step.definition, step.run)) throw new Refusal('withdrawForbidden');
      return stop(step, 'withdrawn', event);
    case 'terminate':
      return stop(step, 'terminated', event);
    case 'retry':
      return retry(step, event.by);
  }
}

function start(step: Step): void {
  const first = step.definition.nodes.find((node) => node.type === 'start');
  if (first === undefined) throw new Refusal('runOver');
  note(step, { node: first.id, event: 'started', by: step.run.initiator });
  const token: Token = { id: nextId(step), node: first.id, since: step.facts.now, state: 'waiting' };
  step.run.tokens.push(token);
  walk(step, token);
}

function act(step: Step, event: Extract<RunEvent, { kind: 'act' }>): void {
  const task = step.run.tasks.find((one) => one.id === event.task && one.kind === 'approval');
  if (task === undefined) throw new Refusal('taskUnknown');
  if (task.state === 'closed') throw new Refusal('taskClosed');
  if (task.assignee !== event.by && task.assignee !== event.onBehalfOf) throw new Refusal('notAssignee');
  const { node, token } = placeOf(step, task);
  if (node.type === 'approval' && commentMissing(node.config.commentRequired, event)) throw new Refusal('commentRequired');
  const { kind: _, task: __, ...outcome } = event;
  Object.assign(task, { state: 'closed', closedAt: step.facts.now, outcome });
  const { action, ...who } = outcome;
  note(step, { node: node.id, event: action === 'approve' ? 'approved' : 'rejected', ...who });
  const verdict = kindOf(node).decide?.(step, node, { task, outcome, token }) ?? 'wait';
  if (verdict === 'wait') return;
  closeTasks(step, token);
  if (verdict === 'reject') return finish(step, 'rejected');
  const edge = step.definition.edges.find((one) => one.from === node.id);
  move(step, token, edge === undefined ? { kind: 'fail', reason: 'noWayOut' } : { kind: 'leave', edge });
}

function commentMissing(rule: 'never' | 'onReject' | 'always' | undefined, event: { action: string; comment: string }): boolean {
  const needed = (rule ?? 'onReject') === 'always' || ((rule ?? 'onReject') === 'onReject' && event.action === 'reject');
  return needed && event.comment.trim() === '';
}

function wrote(step: Step, id: string): void {
  const token = writingToken(step, id);
  note(step, { node: token.node, event: 'wrote' });
  token.state = 'waiting';
  const edge = step.definition.edges.find((one) => one.from === token.node);
  move(step, token, edge === undefined ? { kind: 'fail', reason: 'noWayOut' } : { kind: 'leave', edge });
}

function retry(step: Step, by: string): void {
  const failed = step.run.tokens.filter((token) => token.state === 'failed');
  if (failed.length === 0) throw new Refusal('nothingFailed');
  step.run.status = 'running';
  delete step.run.endedAt;
  for (const token of failed) {
    token.state = 'waiting';
    delete token.reason;
    note(step, { node: token.node, event: 'entered', by });
    walk(step, token);
  }
}

function stop(step: Step, status: 'withdrawn' | 'terminated', event: { by: string; comment: string }): void {
  note(step, { node: step.run.tokens[0]?.node ?? '', event: status, by: event.by, comment: event.comment });
  finish(step, status);
}

function finish(step: Step, status: Exclude<RunStatus, 'running' | 'failed' | 'stuck'>): void {
  for (const token of step.run.tokens) closeTasks(step, token);
  step.run.tokens = [];
  step.run.status = status;
  step.run.endedAt = step.facts.now;
  if (status !== 'withdrawn') step.commands.push({ kind: 'tellEnd', to: step.run.initiator, status });
}

function walk(step: Step, token: Token): void {
  const node = nodeOf(step, token.node);
  move(step, token, node === undefined ? { kind: 'fail', reason: 'nodeGone' } : kindOf(node).enter(step, node, token));
}

/** Moves a token until it waits, ends or fails. */
function move(step: Step, token: Token, first: Entry): void {
  let entry = first;
  for (let passed = 0; entry.kind === 'leave'; passed += 1) {
    if (passed === stepLimit) return failToken(step, token, 'tooManySteps');
    const node = nodeOf(step, entry.edge.to);
    if (node === undefined) return failToken(step, token, 'nodeGone');
    note(step, { node: token.node, event: 'left', edge: entry.edge.id });
    token.node = node.id;
    token.since = step.facts.now;
    note(step, { node: node.id, event: 'entered' });
    entry = kindOf(node).enter(step, node, token);
  }
  if (entry.kind === 'fail') return failToken(step, token, entry.reason);
  if (entry.kind === 'end') {
    note(step, { node: token.node, event: 'ended' });
    step.run.tokens = step.run.tokens.filter((one) => one !== token);
  }
}

function failToken(step: Step, token: Token, reason: string): void {
  token.state = 'failed';
  token.reason = reason;
  note(step, { node: token.node, event: 'failed', detail: reason });
}

/** The run's status from its tokens: over when none is left, failed when none can move by itself or by a person. */
function settle(step: Step): void {
  const { run } = step;
  if (run.status !== 'running') return;
  if (run.tokens.length === 0) return finish(step, 'completed');
  if (run.tokens.every((token) => token.state === 'failed')) run.status = 'failed';
}

function tokenOf(step: Step, id: string): Token {
  const token = step.run.tokens.find((one) => one.id === id);
  if (token === undefined) throw new Refusal('runOver');
  return token;
}

/** Answers to a write fit only a token that waits for one. */
function writingToken(step: Step, id: string): Token {
  const token = tokenOf(step, id);
  if (token.state !== 'writing') throw new Refusal('notWriting');
  return token;
}

function placeOf(step: Step, task: RunTask) {
  const node = nodeOf(step, task.node);
  if (node === undefined) throw new Refusal('taskUnknown');
  return { node, token: tokenOf(step, task.token) };
}

/** Whether a button or record event may start a run on this record. Throws FormulaError. */
export function mayStart(definition: WorkflowDoc, run: RunState, facts: RunFacts): boolean {
  const { when } = definition.trigger;
  return when === undefined || evaluate({ definition, run, facts, commands: [] }, when) === true;
}
