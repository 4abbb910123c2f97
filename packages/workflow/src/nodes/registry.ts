import type { WorkflowNode } from '@formwright/metadata';
import { approval } from './approval.ts';
import { cc } from './cc.ts';
import { condition } from './condition.ts';
import { end } from './end.ts';
import type { NodeKind } from './node-kind.ts';
import { notify } from './notify.ts';
import { start } from './start.ts';
import { update } from './update.ts';

type Kinds = { [Type in WorkflowNode['type']]: NodeKind<Extract<WorkflowNode, { type: Type }>> };

// A kind of the schema that is left out here does not compile.
const kinds: Kinds = { start, approval, cc, condition, update, notify, end };

/** Every kind of node, in the palette's order. */
export const nodeKinds: ReadonlyMap<WorkflowNode['type'], NodeKind> = new Map(Object.entries(kinds)) as never;

/** The kind of a node. */
export function kindOf(node: WorkflowNode): NodeKind {
  return kinds[node.type] as NodeKind;
}
