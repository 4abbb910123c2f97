import { Button, Tooltip } from 'antd';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { EntityModel } from '../../ui/app-model/app-model.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { useRecordSequence } from '../../ui/record-query/record-sequence.ts';
import styles from './record.module.css';

/** Where the record stands in the list one came from, and the way to its neighbours. */
export function RecordSteps({ model, id, onGo }: { model: EntityModel; id: string; onGo: (id: string) => void }) {
  const { t } = useTranslation('record');
  const format = useFormat();
  const sequence = useRecordSequence((state) => state.sequence);
  if (sequence?.app !== model.app || sequence.entity !== model.key) return null;
  const at = sequence.ids.indexOf(id);
  if (at < 0) return null;
  const previous = sequence.ids[at - 1];
  const next = sequence.ids[at + 1];
  return (
    <span className={styles.steps}>
      {t('position', { at: format.number(at + 1), count: format.number(sequence.count ?? sequence.ids.length) })}
      <Tooltip title={t('previous')}>
        <Button
          type="text"
          size="small"
          aria-label={t('previous')}
          disabled={previous === undefined}
          icon={<ChevronUp size={16} strokeWidth={1.75} />}
          onClick={() => previous && onGo(previous)}
        />
      </Tooltip>
      <Tooltip title={t('next')}>
        <Button
          type="text"
          size="small"
          aria-label={t('next')}
          disabled={next === undefined}
          icon={<ChevronDown size={16} strokeWidth={1.75} />}
          onClick={() => next && onGo(next)}
        />
      </Tooltip>
    </span>
  );
}
