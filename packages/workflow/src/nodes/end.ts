import type { EndNode } from '@formwright/metadata';
import type { NodeKind } from './node-kind.ts';

/** This way ends; the run is over when no token is left. */
export const end: NodeKind<EndNode> = {
  type: 'end',
  family: 'end',
  label: { 'zh-CN': '结束', en: 'End' },
  help: { 'zh-CN': '走到这里，流程就结束', en: 'A run that gets here is over' },
  icon: 'circle-stop',
  ways: 'none',
  waits: false,
  assignees: () => [],
  enter: () => ({ kind: 'end' }),
};
