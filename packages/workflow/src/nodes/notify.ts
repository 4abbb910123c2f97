import type { NotifyNode } from '@formwright/metadata';
import { leave, note, type Step } from '../step.ts';
import type { NodeKind } from './node-kind.ts';

/** Sends a message; nothing waits. */
export const notify: NodeKind<NotifyNode> = {
  type: 'notify',
  family: 'outside',
  label: { 'zh-CN': '通知', en: 'Notify' },
  help: { 'zh-CN': '给人发一条站内消息，不等待', en: 'Sends people a message; nothing waits' },
  icon: 'bell',
  ways: 'one',
  waits: false,
  assignees: (node) => node.config.to,
  enter: (step, node) => {
    const to = [...(step.facts.people.get(node.id) ?? [])];
    if (to.length > 0) step.commands.push({ kind: 'notify', node: node.id, to, text: fill(step, node.config.text) });
    note(step, { node: node.id, event: to.length > 0 ? 'told' : 'skipped', detail: to.join(',') });
    return leave(step, node.id);
  },
};

function fill(step: Step, text: string): string {
  return text.replace(/\{(input\.)?([a-zA-Z][a-zA-Z0-9_]*)\}/g, (_, fromInput: string | undefined, key: string) => {
    const source = fromInput === undefined ? step.facts.record : step.run.input;
    const value = Object.hasOwn(source, key) ? source[key] : undefined;
    return value === undefined || value === null ? '' : String(value);
  });
}
