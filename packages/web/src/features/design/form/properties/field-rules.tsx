import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { formulaFault } from '../../state/formula-fault.ts';
import { useFormDesign } from '../form-design-context.tsx';
import styles from '../form-designer.module.css';
import { itemOf } from '../form-edits.ts';
import { Property } from './property.tsx';

const rules = ['visibleWhen', 'requiredWhen', 'readOnlyWhen'] as const;

/** When the field shows, is required or read-only in this form; each formula is checked while it is written. */
export function FieldRules({ fieldKey }: { fieldKey: string }) {
  const { t } = useTranslation('design');
  const { entity, form, acts } = useFormDesign();
  const item = itemOf(form, fieldKey);
  if (item === undefined) return <p className={styles.propertyHint}>{t('properties.notInForm')}</p>;
  const example = Object.keys(entity.properties).find((key) => key !== fieldKey) ?? fieldKey;
  return (
    <div className={styles.group}>
      {rules.map((rule) => {
        const source = item[rule] ?? '';
        return (
          <Property
            key={rule}
            label={t(`properties.${rule}`)}
            hint={source === '' ? t(`properties.${rule}Hint`) : t('properties.formulaFine')}
            problem={source === '' ? undefined : formulaFault(source, Object.keys(entity.properties))}
          >
            {(id) => (
              <Input.TextArea
                id={id}
                className={styles.formula ?? ''}
                autoSize={{ minRows: 1, maxRows: 6 }}
                maxLength={2000}
                placeholder={`${example} = 'A'`}
                value={source}
                onChange={(event) =>
                  acts.changeItem(fieldKey, { [rule]: event.target.value.trim() === '' ? undefined : event.target.value }, rule)
                }
              />
            )}
          </Property>
        );
      })}
      <p className={styles.propertyHint}>{t('properties.formulaFields')}</p>
      <ul className={styles.keys}>
        {Object.entries(entity.properties).map(([key, { title }]) => (
          <li key={key}>
            <code>{key}</code> {title}
          </li>
        ))}
      </ul>
    </div>
  );
}
