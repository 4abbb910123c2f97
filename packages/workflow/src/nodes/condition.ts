import { FormulaError } from '@formwright/formula';
import type { ConditionNode } from '@formwright/metadata';
import { edgesFrom, evaluate, note } from '../step.ts';
import type { NodeKind } from './node-kind.ts';

/** The first edge whose formula is true, else the default one. */
export const condition: NodeKind<ConditionNode> = {
  type: 'condition',
  family: 'branch',
  label: { 'zh-CN': '条件', en: 'Condition' },
  help: { 'zh-CN': '按条件走不同的分支，都不满足时走默认分支', en: 'Takes the first branch whose condition holds, else the default' },
  icon: 'split',
  ways: 'many',
  waits: false,
  assignees: () => [],
  enter: (step, node) => {
    const edges = edgesFrom(step, node.id);
    try {
      const edge =
        edges.find((one) => one.when !== undefined && evaluate(step, one.when) === true) ?? edges.find((one) => one.when === undefined);
      if (edge === undefined) return { kind: 'fail', reason: 'noBranch' };
      note(step, { node: node.id, event: 'branched', edge: edge.id, ...(edge.title === undefined ? {} : { detail: edge.title }) });
      return { kind: 'leave', edge };
    } catch (error) {
      if (error instanceof FormulaError) return { kind: 'fail', reason: error.message };
      throw error;
    }
  },
};
