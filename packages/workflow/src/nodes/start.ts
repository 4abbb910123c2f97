import type { StartNode } from '@formwright/metadata';
import { leave } from '../step.ts';
import type { NodeKind } from './node-kind.ts';

/** Where a run begins. */
export const start: NodeKind<StartNode> = {
  type: 'start',
  family: 'trigger',
  label: { 'zh-CN': '开始', en: 'Start' },
  help: { 'zh-CN': '流程从这里开始', en: 'The run begins here' },
  icon: 'play',
  ways: 'one',
  waits: false,
  assignees: () => [],
  enter: (step, node) => leave(step, node.id),
};
