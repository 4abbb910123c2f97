import type { Task } from '@formwright/client';
import { Fragment } from 'react';
import styles from './inbox.module.css';
import { useFieldText, useTaskFields } from './use-task-fields.ts';

/** The first fields that matter, in one line. */
export function SummaryText({ task }: { task: Task }) {
  const fields = useTaskFields(task);
  const text = useFieldText();
  const parts = task.summary.slice(0, 4).flatMap(({ field, title, value }) => {
    const known = fields.ofStart.get(bare(field)) ?? fields.ofRecord(field);
    const words = text(known, value);
    return words === '' || words === task.title ? [] : [{ field, title, words }];
  });
  return (
    <span className={styles.rowSummary}>
      {parts.slice(0, 2).map(({ field, title, words }) => (
        <Fragment key={field}>
          <span title={title}>{words}</span>
        </Fragment>
      ))}
    </span>
  );
}

/** The key of a field without the `input.` of those filled in at the start. */
export function bare(field: string): string {
  return field.startsWith('input.') ? field.slice('input.'.length) : field;
}
