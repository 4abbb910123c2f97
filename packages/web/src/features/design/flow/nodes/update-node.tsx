import type { Field, UpdateConfig, UpdateNode, WorkflowDoc } from '@formwright/metadata';
import { Segmented } from 'antd';
import { ShieldAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Property } from '../../form/properties/property.tsx';
import styles from '../flow-designer.module.css';
import { AssignmentEditor } from '../panels/assignment-editor.tsx';
import type { NodeDesign, PanelProps } from './node-design.ts';

/** Fields of the record are written. */
export const updateDesign: NodeDesign<UpdateNode> = {
  create: (seed) => ({ ...seed, type: 'update', config: { set: [], as: 'initiator' } }),
  summary: (node, { t, docs, flow }) => {
    const entity = docs.entities.find(({ key }) => key === flow.trigger.entity);
    const titles = new Map(Object.entries(entity?.properties ?? {}));
    if (node.config.set.length === 0) return t('flow.writesNothing');
    return node.config.set
      .map(({ field, value }) => `${titles.get(field)?.title ?? field} = ${valueWords(value, flow, titles)}`)
      .join(t('impact.comma'));
  },
  Panel: UpdatePanel,
};

/** A formula that only names a field reads as the field's title. */
function valueWords(value: string, flow: WorkflowDoc, titles: ReadonlyMap<string, Field>): string {
  const [, source, key = ''] = /^(input|record)\.(\w+)$/.exec(value) ?? [];
  const fields = source === 'input' ? new Map(Object.entries(flow.trigger.input?.properties ?? {})) : titles;
  return (source === undefined ? undefined : fields.get(key)?.title) ?? value;
}

function UpdatePanel({ node, flow, onChange }: PanelProps<UpdateNode>) {
  const { t } = useTranslation('design');
  const set = (change: Partial<UpdateConfig>, merge?: string) => onChange({ ...node, config: { ...node.config, ...change } }, merge);
  const options = (['initiator', 'system'] as const).map((value) => ({ value, label: t(`flow.as.${value}`) }));
  return (
    <>
      <AssignmentEditor flow={flow} value={node.config.set} onChange={(assignments, merge) => set({ set: assignments }, merge)} />
      <Property label={t('flow.as.title')}>
        {(id) => <Segmented id={id} block options={options} value={node.config.as ?? 'initiator'} onChange={(as) => set({ as })} />}
      </Property>
      {node.config.as === 'system' ? (
        <p className={styles.systemNote}>
          <ShieldAlert size={16} strokeWidth={1.75} aria-hidden />
          {t('flow.as.systemNote')}
        </p>
      ) : null}
    </>
  );
}
