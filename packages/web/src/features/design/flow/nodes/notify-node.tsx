import type { NotifyConfig, NotifyNode } from '@formwright/metadata';
import { useTranslation } from 'react-i18next';
import { AssigneeEditor } from '../panels/assignee-editor.tsx';
import { MessageEditor } from '../panels/message-editor.tsx';
import { assigneesWords } from './assignee-words.ts';
import type { NodeDesign, PanelProps } from './node-design.ts';

/** A message to people. */
export const notifyDesign: NodeDesign<NotifyNode> = {
  create: (seed) => ({ ...seed, type: 'notify', config: { to: [{ kind: 'initiator' }], text: seed.title } }),
  summary: (node, words) => words.t('flow.notifySummary', { who: assigneesWords(node.config.to, words) }),
  Panel: NotifyPanel,
};

function NotifyPanel({ node, flow, onChange }: PanelProps<NotifyNode>) {
  const { t } = useTranslation('design');
  const set = (change: Partial<NotifyConfig>, merge?: string) => onChange({ ...node, config: { ...node.config, ...change } }, merge);
  return (
    <>
      <AssigneeEditor label={t('flow.told')} entity={flow.trigger.entity} value={node.config.to} onChange={(to) => set({ to })} />
      <MessageEditor flow={flow} value={node.config.text} onChange={(text) => set({ text }, 'text')} />
    </>
  );
}
