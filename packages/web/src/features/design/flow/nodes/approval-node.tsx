import type { ApprovalConfig, ApprovalNode } from '@formwright/metadata';
import { Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Property } from '../../form/properties/property.tsx';
import { AssigneeEditor } from '../panels/assignee-editor.tsx';
import { FieldPlanEditor } from '../panels/field-plan-editor.tsx';
import { NobodyEditor } from '../panels/nobody-editor.tsx';
import { useEntityFields } from '../panels/use-entity-fields.ts';
import { assigneesWords } from './assignee-words.ts';
import type { NodeDesign, PanelProps } from './node-design.ts';

/** People decide. */
export const approvalDesign: NodeDesign<ApprovalNode> = {
  create: (seed) => ({
    ...seed,
    type: 'approval',
    config: {
      assignees: [{ kind: 'manager', level: 1 }],
      vote: 'any',
      nobody: { do: 'admin' },
      commentRequired: 'onReject',
      onReject: { do: 'end' },
    },
  }),
  summary: (node, words) =>
    `${assigneesWords(node.config.assignees, words)} · ${node.config.vote === 'all' ? words.t('flow.vote.all') : words.t('flow.vote.any')}`,
  Panel: ApprovalPanel,
};

function ApprovalPanel({ node, flow, onChange }: PanelProps<ApprovalNode>) {
  const { t } = useTranslation('design');
  const fields = useEntityFields(flow.trigger.entity);
  const set = (change: Partial<ApprovalConfig>) => onChange({ ...node, config: { ...node.config, ...change } });
  const votes = (['any', 'all'] as const).map((value) => ({ value, label: t(`flow.vote.${value}`) }));
  const comments = (['onReject', 'always', 'never'] as const).map((value) => ({ value, label: t(`flow.comment.${value}`) }));
  return (
    <>
      <AssigneeEditor
        label={t('flow.assignees')}
        entity={flow.trigger.entity}
        value={node.config.assignees}
        onChange={(assignees) => set({ assignees })}
      />
      <NobodyEditor value={node.config.nobody} onChange={(nobody) => set({ nobody })} />
      <Property label={t('flow.vote.title')}>
        {(id) => <Segmented id={id} block options={votes} value={node.config.vote ?? 'any'} onChange={(vote) => set({ vote })} />}
      </Property>
      <Property label={t('flow.comment.title')}>
        {(id) => (
          <Select
            id={id}
            style={{ width: '100%' }}
            options={comments}
            value={node.config.commentRequired ?? 'onReject'}
            onChange={(commentRequired: NonNullable<ApprovalConfig['commentRequired']>) => set({ commentRequired })}
          />
        )}
      </Property>
      <Property label={t('flow.summary')} hint={t('flow.summaryHint')}>
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            style={{ width: '100%' }}
            showSearch={{ optionFilterProp: 'label' }}
            options={fields.map(({ key, title }) => ({ value: key, label: title }))}
            value={node.config.summary ?? []}
            onChange={(summary: string[]) => set({ summary: summary.length > 0 ? summary : undefined })}
          />
        )}
      </Property>
      <FieldPlanEditor fields={fields} value={node.config.fields} onChange={(plan) => set({ fields: plan })} />
      <p style={{ color: 'var(--fw-text-tertiary)', fontSize: 12 }}>{t('flow.rejectEnds')}</p>
    </>
  );
}
