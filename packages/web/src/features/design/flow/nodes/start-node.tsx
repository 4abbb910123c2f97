import type { StartConfig, StartNode } from '@formwright/metadata';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Property } from '../../form/properties/property.tsx';
import { TriggerPanel } from '../panels/trigger-panel.tsx';
import type { NodeDesign, PanelProps } from './node-design.ts';

/** Where a run begins: what starts it, what is asked for, and whether it may be withdrawn. */
export const startDesign: NodeDesign<StartNode> = {
  create: (seed) => ({ ...seed, type: 'start' }),
  summary: (_node, { t, flow }) => {
    switch (flow.trigger.type) {
      case 'button':
        return t('flow.trigger.summaryButton', { label: flow.trigger.label ?? flow.title });
      case 'created':
        return t('flow.trigger.created');
      case 'updated':
        return t('flow.trigger.updated');
    }
  },
  Panel: StartPanel,
};

function StartPanel({ node, flow, onChange }: PanelProps<StartNode>) {
  const { t } = useTranslation('design');
  const options = (['untilDecided', 'always', 'never'] as const).map((value) => ({ value, label: t(`flow.withdraw.${value}`) }));
  return (
    <>
      <TriggerPanel flow={flow} />
      <Property label={t('flow.withdraw.title')}>
        {(id) => (
          <Select
            id={id}
            style={{ width: '100%' }}
            options={options}
            value={node.config?.withdraw ?? 'untilDecided'}
            onChange={(withdraw: NonNullable<StartConfig['withdraw']>) => onChange({ ...node, config: { ...node.config, withdraw } })}
          />
        )}
      </Property>
    </>
  );
}
