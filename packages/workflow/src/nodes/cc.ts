import type { CcNode } from '@formwright/metadata';
import { leave, nextId, note } from '../step.ts';
import type { NodeKind } from './node-kind.ts';

/** Shows the run to people in their cc box; nothing waits. */
export const cc: NodeKind<CcNode> = {
  type: 'cc',
  family: 'people',
  label: { 'zh-CN': '抄送', en: 'Copy to' },
  help: { 'zh-CN': '让人知道，不等待', en: 'People are told; nothing waits' },
  icon: 'send',
  ways: 'one',
  waits: false,
  assignees: (node) => node.config.assignees,
  enter: (step, node, token) => {
    for (const assignee of step.facts.people.get(node.id) ?? []) {
      const id = nextId(step);
      const { now } = step.facts;
      step.run.tasks.push({ id, node: node.id, token: token.id, kind: 'cc', assignee, state: 'closed', openedAt: now, closedAt: now });
      step.commands.push({ kind: 'openTask', task: id, assignee });
      note(step, { node: node.id, event: 'told', detail: assignee });
    }
    return leave(step, node.id);
  },
};
