import { FormulaError } from '@formwright/formula';
import type { RecordData, UpdateNode } from '@formwright/metadata';
import { evaluate } from '../step.ts';
import type { NodeKind } from './node-kind.ts';

/** Writes fields of the subject record: the token rests in `writing` until the caller answers. */
export const update: NodeKind<UpdateNode> = {
  type: 'update',
  family: 'data',
  label: { 'zh-CN': '更新记录', en: 'Update record' },
  help: { 'zh-CN': '改写这条数据的字段', en: 'Writes fields of the record' },
  icon: 'database',
  ways: 'one',
  waits: false,
  assignees: () => [],
  enter: (step, node, token) => {
    try {
      const set: RecordData = Object.fromEntries(node.config.set.map(({ field, value }) => [field, evaluate(step, value) ?? null]));
      token.state = 'writing';
      step.commands.push({ kind: 'write', token: token.id, node: node.id, set, as: node.config.as ?? 'initiator' });
      return { kind: 'wait' };
    } catch (error) {
      if (error instanceof FormulaError) return { kind: 'fail', reason: error.message };
      throw error;
    }
  },
};
