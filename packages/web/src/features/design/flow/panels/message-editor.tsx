import type { WorkflowDoc } from '@formwright/metadata';
import { Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Property } from '../../form/properties/property.tsx';
import styles from '../flow-designer.module.css';
import { useEntityFields, useInputFields } from './use-entity-fields.ts';

/** A message with places for fields. */
export function MessageEditor({ flow, value, onChange }: { flow: WorkflowDoc; value: string; onChange: (text: string) => void }) {
  const { t } = useTranslation('design');
  const record = useEntityFields(flow.trigger.entity).map(({ key, title }) => ({ place: `{${key}}`, title }));
  const input = useInputFields(flow).map(({ key, title }) => ({ place: `{input.${key}}`, title }));
  return (
    <>
      <Property label={t('flow.message')} problem={value.trim() === '' ? t('flow.messageMissing') : undefined}>
        {(id) => (
          <Input.TextArea
            id={id}
            autoSize={{ minRows: 2, maxRows: 8 }}
            maxLength={1000}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )}
      </Property>
      <div className={styles.places}>
        {[...input, ...record].map(({ place, title }) => (
          <Button key={place} size="small" onClick={() => onChange(`${value}${place}`)}>
            {title}
          </Button>
        ))}
      </div>
    </>
  );
}
