import type { WorkflowDoc } from '@formwright/metadata';
import type { Edit } from './history.ts';

/** A new workflow that a button on a record starts and that ends at once. */
export function newWorkflow(
  { key, title, entity }: { key: string; title: string; entity: string },
  words: { start: string; end: string },
): Edit[] {
  const document: WorkflowDoc = {
    key,
    title,
    trigger: { type: 'button', entity, label: title },
    nodes: [
      { id: 'start', type: 'start', title: words.start, position: { x: 0, y: 0 } },
      { id: 'end', type: 'end', title: words.end, position: { x: 0, y: 216 } },
    ],
    edges: [{ id: 'e1', from: 'start', to: 'end' }],
  };
  return [{ ref: { kind: 'workflow', key }, document }];
}
