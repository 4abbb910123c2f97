import type { WorkflowNode } from '@formwright/metadata';
import { approvalDesign } from './approval-node.tsx';
import { ccDesign } from './cc-node.tsx';
import { conditionDesign } from './condition-node.tsx';
import { endDesign } from './end-node.tsx';
import type { NodeDesign } from './node-design.ts';
import { notifyDesign } from './notify-node.tsx';
import { startDesign } from './start-node.tsx';
import { updateDesign } from './update-node.tsx';

type Designs = { [Type in WorkflowNode['type']]: NodeDesign<Extract<WorkflowNode, { type: Type }>> };

// A kind of the schema that is left out here does not compile.
const designs: Designs = {
  start: startDesign,
  approval: approvalDesign,
  cc: ccDesign,
  condition: conditionDesign,
  update: updateDesign,
  notify: notifyDesign,
  end: endDesign,
};

/** The designer's half of a kind of node. */
export function nodeDesign(type: WorkflowNode['type']): NodeDesign<WorkflowNode> {
  return designs[type] as unknown as NodeDesign<WorkflowNode>;
}
