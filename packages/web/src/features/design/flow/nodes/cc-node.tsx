import type { CcNode } from '@formwright/metadata';
import { useTranslation } from 'react-i18next';
import { AssigneeEditor } from '../panels/assignee-editor.tsx';
import { assigneesWords } from './assignee-words.ts';
import type { NodeDesign, PanelProps } from './node-design.ts';

/** People are told; nothing waits. */
export const ccDesign: NodeDesign<CcNode> = {
  create: (seed) => ({ ...seed, type: 'cc', config: { assignees: [{ kind: 'initiator' }] } }),
  summary: (node, words) => words.t('flow.ccSummary', { who: assigneesWords(node.config.assignees, words) }),
  Panel: CcPanel,
};

function CcPanel({ node, flow, onChange }: PanelProps<CcNode>) {
  const { t } = useTranslation('design');
  return (
    <AssigneeEditor
      label={t('flow.told')}
      entity={flow.trigger.entity}
      value={node.config.assignees}
      onChange={(assignees) => onChange({ ...node, config: { assignees } })}
    />
  );
}
