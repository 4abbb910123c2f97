import type { ImpactUse } from '@formwright/metadata';
import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDesign } from '../../state/design-context.tsx';
import { useFormDesign } from '../form-design-context.tsx';
import styles from '../form-designer.module.css';
import { isInView } from '../view-columns.ts';

/** What uses the field, and the views that show it. */
export function FieldUses({ uses, fieldKey }: { uses: readonly ImpactUse[]; fieldKey: string }) {
  const { t } = useTranslation('design');
  const { entity, acts } = useFormDesign();
  const docs = useDesign((design) => design.history.docs);
  const views = docs.views.filter((view) => view.entity === entity.key && view.columns !== undefined);
  return (
    <>
      <div className={styles.group}>
        <p className={styles.label}>{t('uses.views')}</p>
        {views.map((view) => (
          <Checkbox
            key={view.key}
            checked={isInView(view, fieldKey)}
            onChange={(event) => acts.showInView(view.key, fieldKey, event.target.checked)}
          >
            {view.title}
          </Checkbox>
        ))}
        {views.length === 0 ? <p className={styles.propertyHint}>{t('uses.noViews')}</p> : null}
      </div>
      <div className={styles.group}>
        <p className={styles.label}>{t('uses.all')}</p>
        <ul className={styles.uses}>
          {uses.map((use) => (
            <li key={`${use.kind}/${use.key}`}>
              <span>{use.title}</span>
              <small>{t(`kind.${use.kind}`)}</small>
            </li>
          ))}
        </ul>
        {uses.length === 0 ? <p className={styles.propertyHint}>{t('uses.none')}</p> : null}
      </div>
    </>
  );
}
