import type { EntityField } from '@formwright/metadata';
import { Pencil } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePeople } from '../api/use-people.ts';
import { FieldValue } from '../field-kinds/field-value.tsx';
import { FactEditor } from './fact-editor.tsx';
import styles from './fact-field.module.css';
import { type FactsSetting, useFormSetting } from './form-context.ts';

/** Label at the left, value at the right. */
export function FactRow({ field, children }: { field: EntityField; children: ReactNode }) {
  const { idPrefix } = useFormSetting();
  return (
    <div className={styles.row} data-field={field.key}>
      <span className={styles.label} id={`${idPrefix}-${field.key}-label`}>
        {field.title}
      </span>
      <div className={styles.value}>{children}</div>
    </div>
  );
}

/** A value that opens for editing when it is clicked, where it may be written. */
export function FactField({ field, value, facts }: { field: EntityField; value: unknown; facts: FactsSetting }) {
  const { app, states, idPrefix } = useFormSetting();
  const { t } = useTranslation('record');
  const { personName } = usePeople();
  const live = facts.live?.fields.has(field.key) ? facts.live : undefined;
  if (facts.editing === field.key) return <FactEditor field={field} value={value} facts={facts} />;
  const shown = (
    <span className={styles.shown} data-live={live ? true : undefined}>
      <FieldValue value={value} field={field} app={app} />
      {live ? <small>{t('justNow', { name: personName(live.by) ?? '…' })}</small> : null}
    </span>
  );
  if (!states.get(field.key)?.writable) return <span className={styles.plain}>{shown}</span>;
  const edit = () => facts.setEditing(field.key);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the mouse; the button inside does the same
    // biome-ignore lint/a11y/useKeyWithClickEvents: a shortcut for the mouse; the button inside does the same
    <div className={styles.open} onClick={edit}>
      {shown}
      <button
        type="button"
        id={`${idPrefix}-${field.key}`}
        className={styles.pencil}
        aria-label={t('edit', { field: field.title })}
        onClick={edit}
      >
        <Pencil size={14} strokeWidth={2} aria-hidden />
      </button>
    </div>
  );
}
