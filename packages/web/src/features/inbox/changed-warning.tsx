import type { ApiRecord, TaskDetail } from '@formwright/client';
import { Button } from 'antd';
import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { usePeople } from '../../ui/api/use-people.ts';
import { changedFields } from './changed-fields.ts';
import styles from './inbox.module.css';
import { useFieldText, useTaskFields } from './use-task-fields.ts';

/** Says who changed what in the record since it was shown; the decision waits until that was seen. */
export function ChangedWarning({ task, shown, onSeen }: { task: TaskDetail; shown: ApiRecord; onSeen: () => void }) {
  const { t } = useTranslation('inbox');
  const fields = useTaskFields(task);
  const text = useFieldText();
  const { personName } = usePeople();
  const now = task.subject;
  const changes = now ? changedFields(shown, now) : [];
  if (now === null || changes.length === 0 || task.state === 'closed') return null;
  const who = (now.updatedBy ? personName(now.updatedBy) : undefined) ?? t('changed.somebody');
  return (
    <div className={styles.warning} role="alert">
      <TriangleAlert size={16} strokeWidth={1.75} aria-hidden />
      <ul>
        {changes.map(({ field, before, after }) => {
          const known = fields.ofRecord(field);
          return (
            <li key={field}>
              {t('changed.line', {
                who,
                field: known?.title ?? field,
                before: text(known, before) || t('changed.nothing'),
                after: text(known, after) || t('changed.nothing'),
              })}
            </li>
          );
        })}
      </ul>
      <Button type="text" size="small" onClick={onSeen}>
        {t('changed.seen')}
      </Button>
    </div>
  );
}
