import type { TaskDetail } from '@formwright/client';
import type { EntityField } from '@formwright/metadata';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldKind } from '../../ui/field-kinds/field-kinds.ts';
import { FieldValue, isEmpty } from '../../ui/field-kinds/field-value.tsx';
import styles from './inbox.module.css';
import { bare } from './summary-text.tsx';
import type { DraftDecision } from './use-draft-decision.ts';
import { useTaskFields } from './use-task-fields.ts';

/** What was asked, the fields that matter, and the rest of the record as far as the task shows it. */
export function TaskFacts({ task, draft }: { task: TaskDetail; draft: DraftDecision }) {
  const { t } = useTranslation('inbox');
  const fields = useTaskFields(task);
  const values = new Map(Object.entries(task.subject ?? {}));
  const plan = new Map(Object.entries(task.plan));
  const mayWrite = (key: string) => plan.get(key) === 'write' && task.state === 'open' && task.actions.includes('approve');
  const input = Object.entries(task.runDetail.input).map(([key, value]) => ({ field: fields.ofStart.get(key), key, value }));
  const first = task.summary.map(({ field }) => field).filter((field) => !field.startsWith('input.') && plan.has(field));
  const toWrite = fields.all.filter((field) => mayWrite(field.key) && !field.readOnly);
  const rest = fields.all.filter((field) => plan.has(field.key) && !first.includes(field.key) && !isEmpty(values.get(field.key)));
  const line = (field: EntityField) => (
    <Fact key={field.key} title={field.title} field={field} value={values.get(field.key)} app={task.app} />
  );
  return (
    <>
      {input.length > 0 ? (
        <Facts title={t('facts.asked')} strong>
          {input.map(({ field, key, value }) => (
            <Fact key={key} title={field?.title ?? key} field={field} value={value} app={task.app} />
          ))}
        </Facts>
      ) : null}
      {first.length > 0 ? (
        <Facts title={t('facts.matter')}>
          {task.summary
            .filter(({ field }) => first.includes(field))
            .map(({ field, title, value }) => (
              <Fact
                key={field}
                title={fields.ofRecord(bare(field))?.title ?? title}
                field={fields.ofRecord(bare(field))}
                value={values.get(field) ?? value}
                app={task.app}
              />
            ))}
        </Facts>
      ) : null}
      {toWrite.length > 0 ? (
        <Facts title={t('facts.write')}>
          {toWrite.map((field) => (
            <WriteFact
              key={field.key}
              field={field}
              value={Object.hasOwn(draft.data, field.key) ? draft.data[field.key] : values.get(field.key)}
              app={task.app}
              onChange={(value) => draft.setField(field.key, value)}
            />
          ))}
        </Facts>
      ) : null}
      {rest.length > 0 ? <Facts title={t('facts.rest')}>{rest.map(line)}</Facts> : null}
    </>
  );
}

function Facts({ title, strong = false, children }: { title: string; strong?: boolean; children: ReactNode }) {
  return (
    <section className={styles.facts} data-strong={strong || undefined}>
      <h2>{title}</h2>
      <dl>{children}</dl>
    </section>
  );
}

function Fact({ title, field, value, app }: { title: string; field: EntityField | undefined; value: unknown; app: string }) {
  const { t } = useTranslation('inbox');
  const wide = field === undefined || ['text', 'longText'].includes(field.typeName);
  return (
    <div className={styles.fact} data-wide={wide || undefined} data-long={field?.typeName === 'longText' || undefined}>
      <dt>{title}</dt>
      <dd>
        {isEmpty(value) ? (
          <span className={styles.empty}>{t('facts.empty')}</span>
        ) : field ? (
          <FieldValue value={value} field={field} app={app} />
        ) : (
          String(value)
        )}
      </dd>
    </div>
  );
}

function WriteFact({
  field,
  value,
  app,
  onChange,
}: {
  field: EntityField;
  value: unknown;
  app: string;
  onChange: (value: unknown) => void;
}) {
  const { Input } = fieldKind(field.typeName);
  return (
    <div className={styles.fact} data-wide data-long>
      <dt>{field.title}</dt>
      <dd>
        <Input value={value ?? undefined} field={field} app={app} onChange={onChange} label={field.title} />
      </dd>
    </div>
  );
}
