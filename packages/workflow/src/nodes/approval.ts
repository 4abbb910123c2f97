import type { ApprovalNode } from '@formwright/metadata';
import type { Token } from '../run.ts';
import { type Entry, leave, nextId, note, type Step } from '../step.ts';
import type { NodeKind } from './node-kind.ts';

/** People decide: one approval each; the first rejection decides. */
export const approval: NodeKind<ApprovalNode> = {
  type: 'approval',
  family: 'people',
  label: { 'zh-CN': '审批', en: 'Approval' },
  help: { 'zh-CN': '等人同意或驳回', en: 'Waits until people approve or reject' },
  icon: 'stamp',
  ways: 'one',
  waits: true,
  assignees: (node) => node.config.assignees,
  enter: (step, node, token) => {
    const people = step.facts.people.get(node.id) ?? [];
    return people.length > 0 ? open(step, { node, token, people }) : nobody(step, node, token);
  },
  decide: (step, node, { outcome, token }) => {
    if (outcome.action === 'reject') return 'reject';
    if ((node.config.vote ?? 'any') === 'any') return 'leave';
    return step.run.tasks.some((task) => task.token === token.id && task.kind === 'approval' && task.state === 'open') ? 'wait' : 'leave';
  },
};

function nobody(step: Step, node: ApprovalNode, token: Token): Entry {
  const rule = node.config.nobody;
  if (rule?.do === 'skip') {
    note(step, { node: node.id, event: 'skipped' });
    return leave(step, node.id);
  }
  const people = rule?.do === 'fallback' ? (rule.users ?? []) : rule?.do === 'admin' ? step.facts.admins : [];
  return people.length > 0 ? open(step, { node, token, people }) : { kind: 'fail', reason: 'nobodyFound' };
}

function open(step: Step, at: { node: ApprovalNode; token: Token; people: readonly string[] }): Entry {
  for (const assignee of new Set(at.people)) {
    const id = nextId(step);
    step.run.tasks.push({ id, node: at.node.id, token: at.token.id, kind: 'approval', assignee, state: 'open', openedAt: step.facts.now });
    step.commands.push({ kind: 'openTask', task: id, assignee });
    note(step, { node: at.node.id, event: 'opened', detail: assignee });
  }
  return { kind: 'wait' };
}
