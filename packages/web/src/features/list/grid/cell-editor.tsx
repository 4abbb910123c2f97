import type { ApiRecord } from '@formwright/client';
import { AppError, checkFields, problemText } from '@formwright/metadata';
import { type KeyboardEvent, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntityModel } from '../../../ui/app-model/app-model.ts';
import { errorText } from '../../../ui/feedback/toast.ts';
import { settlesAtOnce } from '../../../ui/field-kinds/settles-at-once.ts';
import { usePreferences } from '../../../ui/preferences/preferences.ts';
import { sameValue } from '../../../ui/record-form/changed-values.ts';
import { useRecordWrites } from '../../../ui/record-query/use-record-writes.ts';
import type { GridColumn } from './grid-columns.ts';
import styles from './record-grid.module.css';

interface CellEditorProps {
  model: EntityModel;
  record: ApiRecord;
  column: GridColumn;
  /** `back` returns the focus to the grid. */
  onDone: (back?: boolean) => void;
}

/** Edits one value in place; stays open, with the reason, when the value is refused. */
export function CellEditor({ model, record, column, onDone }: CellEditorProps) {
  const { t } = useTranslation('list');
  const { field, kind } = column;
  const { draft, setDraft, problem, save } = useCellDraft({ model, record, column, onDone });
  const keys = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'Escape') onDone();
    if (event.key === 'Enter' && !settlesAtOnce(field.typeName) && !event.nativeEvent.isComposing) void save(draft);
  };
  const { Input } = kind;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys bubble up from the input inside
    <div
      className={styles.editor}
      onKeyDown={keys}
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      <Suspense fallback={null}>
        <Input
          app={model.app}
          field={field}
          value={draft}
          inCell
          autoFocus
          invalid={problem !== undefined}
          label={t('edit', { field: field.title })}
          onChange={(value) => {
            setDraft(value);
            if (settlesAtOnce(field.typeName)) void save(value);
          }}
          onBlur={() => void save(draft, false)}
        />
      </Suspense>
      {problem === undefined ? null : (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

function useCellDraft({ model, record, column, onDone }: CellEditorProps) {
  const { t } = useTranslation('list');
  const locale = usePreferences((state) => state.locale);
  const writes = useRecordWrites(model);
  const { field } = column;
  const before = Object.hasOwn(record, field.key) ? record[field.key] : undefined;
  const [draft, setDraft] = useState<unknown>(before ?? undefined);
  const [problem, setProblem] = useState<string>();
  const [saving, setSaving] = useState(false);
  const save = async (value: unknown, back = true) => {
    if (saving) return;
    if (sameValue(before, value)) return onDone(back);
    const stored = value === undefined ? undefined : field.type.normalise(value, field.document);
    const wrong = stored === undefined ? undefined : checkFields([field], { [field.key]: stored })[0];
    if (wrong) return setProblem(problemText(wrong, locale));
    if (stored === undefined && field.required) return setProblem(t('required', { field: field.title }));
    setSaving(true);
    try {
      await writes.updateAtOnce(record, { [field.key]: stored ?? null });
      onDone(back);
    } catch (error) {
      const detail = error instanceof AppError ? error.details[0] : undefined;
      setProblem(detail ? problemText(detail, locale) : errorText(error));
      setSaving(false);
    }
  };
  return { draft, setDraft, problem, save };
}
