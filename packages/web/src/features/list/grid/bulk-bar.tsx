import type { ApiRecord } from '@formwright/client';
import { Pencil, Trash2, UserRoundPen, X } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntityModel } from '../../../ui/app-model/app-model.ts';
import { tellDone, tellFailed, tellRefused } from '../../../ui/feedback/toast.ts';
import { useRecordWrites } from '../../../ui/record-query/use-record-writes.ts';
import styles from './record-grid.module.css';
import type { GridTable } from './use-grid-table.ts';

const BulkEdit = lazy(() => import('./bulk-edit.tsx').then((module) => ({ default: module.BulkEdit })));

/** What can be done with the chosen rows. */
export function BulkBar({ model, records, table }: { model: EntityModel; records: readonly ApiRecord[]; table: GridTable }) {
  const { t } = useTranslation('list');
  const [editing, setEditing] = useState<'field' | 'owner'>();
  const remove = useRemove(model, () => table.resetRowSelection(true));
  const chosen = records.filter(({ id }) => table.state.rowSelection[id]);
  if (chosen.length === 0) return null;
  const owner = model.entity.ownerField;
  return (
    <>
      <div className={styles.bulk} role="toolbar" data-foot-bar aria-label={t('bulk.toolbar')}>
        <span>{t('bulk.chosen', { count: chosen.length })}</span>
        {model.can('update') ? (
          <button type="button" onClick={() => setEditing('field')}>
            <Pencil size={16} strokeWidth={1.75} aria-hidden />
            {t('bulk.edit')}
          </button>
        ) : null}
        {model.can('update') && model.canWrite(owner.key) ? (
          <button type="button" onClick={() => setEditing('owner')}>
            <UserRoundPen size={16} strokeWidth={1.75} aria-hidden />
            {t('bulk.owner')}
          </button>
        ) : null}
        {model.can('delete') ? (
          <button type="button" className={styles.danger} onClick={() => void remove(chosen)}>
            <Trash2 size={16} strokeWidth={1.75} aria-hidden />
            {t('bulk.remove')}
          </button>
        ) : null}
        <button type="button" aria-label={t('bulk.clear')} onClick={() => table.resetRowSelection(true)}>
          <X size={16} strokeWidth={1.75} />
        </button>
      </div>
      {editing ? (
        <Suspense fallback={null}>
          <BulkEdit
            model={model}
            records={chosen}
            {...(editing === 'owner' ? { only: owner } : {})}
            onClose={() => setEditing(undefined)}
          />
        </Suspense>
      ) : null}
    </>
  );
}

function useRemove(model: EntityModel, onDone: () => void): (records: readonly ApiRecord[]) => Promise<void> {
  const { t } = useTranslation('list');
  const writes = useRecordWrites(model);
  return async (records) => {
    try {
      const { done, refused } = await writes.remove(records.map(({ id }) => id));
      onDone();
      if (done.length > 0) tellDone(t('bulk.removed', { count: done.length, entity: model.entity.title }), () => writes.restore(done));
      if (refused.length > 0) tellRefused(t('bulk.kept', { count: records.length - done.length, reason: refused.join('；') }));
    } catch (error) {
      tellFailed(error);
    }
  };
}
