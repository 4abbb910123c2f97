import type { ApiRecord } from '@formwright/client';
import { Button, Tooltip } from 'antd';
import { Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { EntityModel } from '../../ui/app-model/app-model.ts';
import { tellDone, tellFailed } from '../../ui/feedback/toast.ts';
import { useRecordWrites } from '../../ui/record-query/use-record-writes.ts';

/** Moves the record to the recycle bin; can be undone. */
export function RemoveButton({ model, record, onRemoved }: { model: EntityModel; record: ApiRecord; onRemoved: () => void }) {
  const { t } = useTranslation('record');
  const writes = useRecordWrites(model);
  if (!model.can('delete')) return null;
  const remove = async () => {
    try {
      const { done, refused } = await writes.remove([record.id]);
      if (done.length === 0) return tellDone(refused.join('；'));
      tellDone(t('removed', { entity: model.entity.title }), () => writes.restore(done));
      onRemoved();
    } catch (error) {
      tellFailed(error);
    }
  };
  return (
    <Tooltip title={t('remove')}>
      <Button type="text" aria-label={t('remove')} icon={<Trash2 size={16} strokeWidth={1.75} />} onClick={() => void remove()} />
    </Tooltip>
  );
}
