import type { ApiRecord } from '@formwright/client';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntityModel } from '../../../ui/app-model/app-model.ts';
import { BriefValue, FieldValue, isEmpty } from '../../../ui/field-kinds/field-value.tsx';
import { useLiveMarks } from '../../../ui/record-query/live-marks.ts';
import type { RecordPages } from '../../../ui/record-query/use-record-pages.ts';
import type { GridColumn } from './grid-columns.ts';
import styles from './record-cards.module.css';

interface RecordCardsProps {
  model: EntityModel;
  columns: GridColumn[];
  pages: RecordPages;
  onOpen: (id: string) => void;
}

/** Records as cards, for phones; more are loaded at the end. */
export function RecordCards({ model, columns, pages, onOpen }: RecordCardsProps) {
  const { t } = useTranslation('list');
  const end = useRef<HTMLDivElement>(null);
  const { loadMore } = pages;
  useEffect(() => {
    if (!end.current) return;
    const watcher = new IntersectionObserver((entries) => entries.some(({ isIntersecting }) => isIntersecting) && loadMore());
    watcher.observe(end.current);
    return () => watcher.disconnect();
  }, [loadMore]);
  const facts = columns.filter(({ key }) => key !== model.entity.titleField.key);
  return (
    <div className={styles.scroller}>
      <ul>
        {pages.records.map((record) => (
          <li key={record.id}>
            <Card model={model} record={record} facts={facts} onOpen={() => onOpen(record.id)} />
          </li>
        ))}
      </ul>
      <div ref={end} className={styles.end}>
        {pages.hasMore ? (
          <Button type="text" loading={pages.loadingMore} onClick={loadMore}>
            {t('more')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function Card({ model, record, facts, onOpen }: { model: EntityModel; record: ApiRecord; facts: GridColumn[]; onOpen: () => void }) {
  const live = useLiveMarks((state) => state.marks.has(record.id));
  const { titleField } = model.entity;
  const shown = facts.filter(({ key, field }) => !isEmpty(record[key]) && field.typeName !== 'serial');
  const corner = shown.find(({ field }) => field.typeName === 'choice');
  const rest = shown.filter((column) => column !== corner);
  const person = rest.find(({ field }) => field.typeName === 'member');
  const line = [...rest.filter((column) => column !== person).slice(0, 4), ...(person ? [person] : [])];
  return (
    // biome-ignore lint/a11y/useSemanticElements: the card holds links of its own
    <div
      className={styles.card}
      data-live={live || undefined}
      role="button"
      tabIndex={0}
      onClick={onOpen}
      onKeyDown={(event) => event.key === 'Enter' && onOpen()}
    >
      <div className={styles.top}>
        <strong>
          <FieldValue value={record[titleField.key]} field={titleField} app={model.app} />
        </strong>
        {corner ? <FieldValue value={record[corner.key]} field={corner.field} app={model.app} /> : null}
      </div>
      <div className={styles.line}>
        {line.map(({ key, field }) => (
          <span key={key} data-type={field.typeName}>
            <BriefValue value={record[key]} field={field} app={model.app} />
          </span>
        ))}
      </div>
    </div>
  );
}
