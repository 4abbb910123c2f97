import type { ApiRecord } from '@formwright/client';
import { useTranslation } from 'react-i18next';
import type { EntityModel } from '../../ui/app-model/app-model.ts';
import type { ValueProps } from '../../ui/field-kinds/field-kind.ts';
import { FieldValue, isEmpty } from '../../ui/field-kinds/field-value.tsx';
import { useFormat } from '../../ui/format/use-format.ts';
import { usePreferences } from '../../ui/preferences/preferences.ts';
import styles from './record.module.css';

/** Title, tags of its choices, and the facts that matter most. */
export function RecordHead({ model, record }: { model: EntityModel; record: ApiRecord }) {
  const { t } = useTranslation('record');
  const locale = usePreferences((state) => state.locale);
  const { titleField } = model.entity;
  const title = titleField.type.display(record[titleField.key], titleField.document, { locale });
  const tags = model.fields.filter(({ key, typeName }) => typeName === 'choice' && !isEmpty(record[key])).slice(0, 3);
  const facts = model.fields
    .filter(({ key, typeName }) => ['money', 'number', 'percent', 'date', 'member', 'rating'].includes(typeName) && key !== titleField.key)
    .slice(0, 4);
  return (
    <div className={styles.head}>
      <div className={styles.title}>
        <h2>{title || t('untitled')}</h2>
        {tags.map((field) => (
          <FieldValue key={field.key} value={record[field.key]} field={field} app={model.app} />
        ))}
      </div>
      {facts.length > 0 ? (
        <dl className={styles.facts}>
          {facts.map((field) => (
            <div key={field.key}>
              <dt>{field.title}</dt>
              <dd>
                <KeyFigure value={record[field.key]} field={field} app={model.app} />
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
    </div>
  );
}

/** Large amounts in the units people count in; the rest as everywhere. */
function KeyFigure(props: ValueProps) {
  const { value, field } = props;
  const format = useFormat();
  if (field.typeName !== 'money' || typeof value !== 'number' || Math.abs(value) < 10_000) return <FieldValue {...props} />;
  return <span title={format.number(value)}>{format.compactMoney(value, field.document['x-field'].currency)}</span>;
}
