import { type Field, fieldType, impactOf } from '@formwright/metadata';
import { Button, Popconfirm, Tabs, Tooltip } from 'antd';
import { Copy, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { KindIcon } from '../../../../ui/field-kinds/kind-icon.tsx';
import { usePreferences } from '../../../../ui/preferences/preferences.ts';
import { useDesign } from '../../state/design-context.tsx';
import { useFormDesign } from '../form-design-context.tsx';
import styles from '../form-designer.module.css';
import { FieldBasics } from './field-basics.tsx';
import { FieldRules } from './field-rules.tsx';
import { FieldUses } from './field-uses.tsx';

/** The properties of one field: what it is, its rules in this form, and what uses it. */
export function FieldProperties({ fieldKey, field }: { fieldKey: string; field: Field }) {
  const { t } = useTranslation('design');
  const { entity, acts } = useFormDesign();
  const docs = useDesign((design) => design.history.docs);
  const locale = usePreferences((state) => state.locale);
  const type = fieldType(field['x-field'].type);
  const { uses } = impactOf({ entity: entity.key, field: fieldKey }, docs);
  const names = entity['x-entity'].titleField === fieldKey;
  const lone = { type: 'text' } as const;
  return (
    <>
      <header className={styles.propertiesHead}>
        <span className={styles.typeTile}>
          <KindIcon type={type.name} size={18} />
        </span>
        <span className={styles.propertiesTitle}>
          <strong>{field.title}</strong>
          <small>
            {type.label[locale]} · {fieldKey}
          </small>
        </span>
        <Tooltip title={t('canvas.duplicate')}>
          <Button
            {...lone}
            aria-label={t('canvas.duplicate')}
            icon={<Copy size={16} strokeWidth={1.75} />}
            onClick={() => acts.duplicate(fieldKey)}
          />
        </Tooltip>
        <Popconfirm
          title={t('remove.ask', { title: field.title })}
          description={
            uses.length > 0 ? t('remove.used', { who: uses.map(({ title }) => title).join(t('impact.comma')) }) : t('remove.unused')
          }
          okText={t('remove.do')}
          okButtonProps={{ danger: true }}
          placement="bottomRight"
          onConfirm={() => acts.remove(fieldKey)}
          disabled={names}
        >
          <Tooltip title={names ? t('remove.names') : t('remove.title')}>
            <Button {...lone} disabled={names} aria-label={t('remove.title')} icon={<Trash2 size={16} strokeWidth={1.75} />} />
          </Tooltip>
        </Popconfirm>
      </header>
      <Tabs
        className={styles.propertiesTabs ?? ''}
        items={[
          { key: 'basics', label: t('properties.basics'), children: <FieldBasics fieldKey={fieldKey} field={field} /> },
          { key: 'rules', label: t('properties.rules'), children: <FieldRules fieldKey={fieldKey} /> },
          { key: 'uses', label: t('properties.uses', { count: uses.length }), children: <FieldUses uses={uses} fieldKey={fieldKey} /> },
        ]}
      />
    </>
  );
}
