import type { EntityField, FieldPlan, FieldRight } from '@formwright/metadata';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from '../flow-designer.module.css';

/** What the assignee sees and may write of the record, field by field; all is readable at first. */
export function FieldPlanEditor({
  fields,
  value,
  onChange,
}: {
  fields: readonly EntityField[];
  value: FieldPlan | undefined;
  onChange: (plan: FieldPlan | undefined) => void;
}) {
  const { t } = useTranslation('design');
  const rights = new Map(Object.entries(value?.fields ?? {}));
  const standard: FieldRight = value === undefined ? 'read' : (value.default ?? 'write');
  const set = (key: string, right: FieldRight) => {
    const next = new Map(rights).set(key, right);
    if (right === 'read') next.delete(key);
    onChange(next.size === 0 ? undefined : { default: 'read', fields: Object.fromEntries(next) });
  };
  const options = (['write', 'read', 'hidden'] as const).map((right) => ({ value: right, label: t(`flow.right.${right}`) }));
  return (
    <details className={styles.plan}>
      <summary>{value === undefined ? t('flow.plan.allReadable') : t('flow.plan.some', { count: rights.size })}</summary>
      <ul>
        {fields.map(({ key, title, readOnly }) => (
          <li key={key}>
            <span>{title}</span>
            <Segmented
              size="small"
              aria-label={title}
              options={readOnly ? options.slice(1) : options}
              value={rights.get(key) ?? standard}
              onChange={(right) => set(key, right)}
            />
          </li>
        ))}
      </ul>
    </details>
  );
}
