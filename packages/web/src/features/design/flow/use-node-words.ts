import type { WorkflowDoc, WorkflowNode } from '@formwright/metadata';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { usePeople } from '../../../ui/api/use-people.ts';
import { useDesign } from '../state/design-context.tsx';
import { nodeDesign } from './nodes/registry.ts';

/** One line in words about any node of a workflow. */
export function useNodeWords(flow: WorkflowDoc): (node: WorkflowNode) => string {
  const { t } = useTranslation('design');
  const docs = useDesign((design) => design.history.docs);
  const { personName } = usePeople();
  return useCallback((node) => nodeDesign(node.type).summary(node, { t, docs, flow, personName }), [t, docs, flow, personName]);
}
