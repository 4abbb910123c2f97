import type { ConditionNode } from '@formwright/metadata';
import { edgesFrom } from '../flow-edits.ts';
import { BranchEditor } from '../panels/branch-editor.tsx';
import type { NodeDesign, PanelProps } from './node-design.ts';

/** The first branch whose condition holds, else the default one. */
export const conditionDesign: NodeDesign<ConditionNode> = {
  create: (seed) => ({ ...seed, type: 'condition' }),
  summary: (node, { t, flow }) => t('flow.branches', { count: edgesFrom(flow, node.id).length }),
  Panel: ConditionPanel,
};

function ConditionPanel({ node, flow }: PanelProps<ConditionNode>) {
  return <BranchEditor node={node} flow={flow} />;
}
