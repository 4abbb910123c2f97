import { AppError, checkFields, type EntityField, problemText } from '@formwright/metadata';
import { Button } from 'antd';
import { type KeyboardEvent, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../feedback/toast.ts';
import { fieldKind } from '../field-kinds/field-kinds.ts';
import { FieldValue } from '../field-kinds/field-value.tsx';
import { settlesAtOnce } from '../field-kinds/settles-at-once.ts';
import { usePreferences } from '../preferences/preferences.ts';
import { sameValue } from './changed-values.ts';
import styles from './fact-field.module.css';
import { type FactsSetting, useFormSetting } from './form-context.ts';

interface FactEditorProps {
  field: EntityField;
  value: unknown;
  facts: FactsSetting;
}

/** Edits one value; saved when it is chosen, left, or confirmed with Enter. What is refused stays, with the reason. */
export function FactEditor({ field, value, facts }: FactEditorProps) {
  const { app, idPrefix } = useFormSetting();
  const { t } = useTranslation('record');
  const edit = useFactDraft({ field, value, facts });
  const { Input } = fieldKind(field.typeName);
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      facts.setEditing(undefined);
    }
    if (event.key === 'Enter' && !event.nativeEvent.isComposing && field.typeName !== 'longText' && !settlesAtOnce(field.typeName))
      void edit.save(edit.draft);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys bubble up from the input inside
    <div className={styles.editor} onKeyDown={keys}>
      <Suspense fallback={<span className={styles.shown} />}>
        <Input
          id={`${idPrefix}-${field.key}`}
          app={app}
          field={field}
          value={edit.draft}
          autoFocus
          label={field.title}
          invalid={edit.problem !== undefined}
          inCell={field.typeName !== 'date'}
          onChange={edit.choose}
          onBlur={() => void edit.leave()}
        />
      </Suspense>
      {edit.problem === undefined ? null : (
        <p className={styles.problem} role="alert">
          {edit.problem}
        </p>
      )}
      {edit.conflict ? (
        <div className={styles.conflict} role="alert">
          <p>{t('conflict.title')}</p>
          <p>
            {t('conflict.theirs')} <FieldValue value={edit.conflict.theirs} field={field} app={app} />
          </p>
          <p>
            {t('conflict.mine')} <FieldValue value={edit.draft} field={field} app={app} />
          </p>
          <Button size="small" onClick={() => facts.setEditing(undefined)}>
            {t('conflict.keepTheirs')}
          </Button>
          <Button size="small" type="primary" onClick={() => void edit.save(edit.draft, true)}>
            {t('conflict.keepMine')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function useFactDraft({ field, value, facts }: FactEditorProps) {
  const { t } = useTranslation('record');
  const locale = usePreferences((state) => state.locale);
  const [draft, setDraft] = useState(value);
  const [problem, setProblem] = useState<string>();
  const [conflict, setConflict] = useState<{ theirs: unknown }>();
  const [saving, setSaving] = useState(false);
  const save = async (next: unknown, force = false) => {
    if (saving) return;
    if (!force && sameValue(value, next)) return facts.setEditing(undefined);
    const stored = next === undefined ? undefined : field.type.normalise(next, field.document);
    const wrong = stored === undefined ? undefined : checkFields([field], { [field.key]: stored })[0];
    if (wrong) return setProblem(problemText(wrong, locale));
    if (stored === undefined && field.required) return setProblem(t('required', { field: field.title }));
    setSaving(true);
    try {
      await facts.save(field, stored ?? null, force);
      facts.setEditing(undefined);
    } catch (error) {
      setSaving(false);
      if (error instanceof AppError && error.code === 'STALE_VERSION') return setConflict({ theirs: await facts.theirs(field) });
      const detail = error instanceof AppError ? error.details[0] : undefined;
      setProblem(detail ? problemText(detail, locale) : errorText(error));
    }
  };
  const choose = (next: unknown) => {
    setDraft(next);
    setProblem(undefined);
    if (settlesAtOnce(field.typeName)) void save(next);
  };
  const leave = async () => {
    if (!settlesAtOnce(field.typeName) && !conflict) await save(draft);
    else if (sameValue(value, draft)) facts.setEditing(undefined);
  };
  return { draft, problem, conflict, save, choose, leave };
}
