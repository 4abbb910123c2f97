import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import type { ApiRecord } from '@formwright/client';
import type { EntityField, ViewDoc } from '@formwright/metadata';
import { Button, Dropdown } from 'antd';
import { Ellipsis } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntityModel } from '../../ui/app-model/app-model.ts';
import { BriefValue, FieldValue, isEmpty } from '../../ui/field-kinds/field-value.tsx';
import { useLiveMarks } from '../../ui/record-query/live-marks.ts';
import styles from './kanban.module.css';
import type { KanbanColumnInfo } from './kanban-columns.ts';

interface KanbanCardProps {
  model: EntityModel;
  view: ViewDoc;
  record: ApiRecord;
  /** The move is on its way to the server. */
  waiting: boolean;
  /** Columns it may be moved to. */
  targets: KanbanColumnInfo[];
  onMove: ((to: string | null) => void) | undefined;
  onOpen: () => void;
}

/** One record as a card; dragged by mouse, moved by its menu with the keyboard. */
export function KanbanCard({ model, view, record, waiting, targets, onMove, onOpen }: KanbanCardProps) {
  const { t } = useTranslation('kanban');
  const live = useLiveMarks((state) => state.marks.has(record.id));
  const { card, dragging } = useDraggable(record, onMove !== undefined && !waiting);
  const { titleField } = model.entity;
  const facts = (view.columns ?? []).flatMap(({ field }) => {
    const described = model.field(field);
    return described && described.key !== titleField.key && !isEmpty(record[field]) ? [described] : [];
  });
  const foot = ['money', 'date', 'dateTime', 'member'].flatMap((type) => facts.find(({ typeName }) => typeName === type) ?? []);
  return (
    <article ref={card} className={styles.card} data-dragging={dragging || undefined} data-live={live || undefined}>
      <div className={styles.cardHead}>
        <button type="button" className={styles.cardTitle} onClick={onOpen}>
          <FieldValue value={record[titleField.key]} field={titleField} app={model.app} />
        </button>
        {onMove ? (
          <Dropdown
            trigger={['click']}
            menu={{
              items: [{ type: 'group', label: t('moveTo'), children: targets.map(({ value, label }) => ({ key: value ?? '', label })) }],
              onClick: ({ key, domEvent }) => {
                domEvent.stopPropagation();
                onMove(key === '' ? null : key);
              },
            }}
          >
            <Button
              type="text"
              size="small"
              className={styles.menu ?? ''}
              aria-label={t('move')}
              icon={<Ellipsis size={16} strokeWidth={1.75} />}
            />
          </Dropdown>
        ) : null}
      </div>
      <CardFacts app={model.app} record={record} fields={facts.filter((field) => !foot.includes(field))} className={styles.facts} />
      <CardFacts app={model.app} record={record} fields={foot} className={styles.cardFoot} />
    </article>
  );
}

interface CardFactsProps {
  app: string;
  record: ApiRecord;
  fields: EntityField[];
  className: string | undefined;
}

/** One line of a card: what it is at the top, how much, when and whose at the foot. */
function CardFacts({ app, record, fields, className }: CardFactsProps) {
  if (fields.length === 0) return null;
  return (
    <div className={className}>
      {fields.map((field) => (
        <span key={field.key} title={field.title} data-type={field.typeName}>
          <BriefValue value={record[field.key]} field={field} app={app} />
        </span>
      ))}
    </div>
  );
}

function useDraggable(record: ApiRecord, enabled: boolean) {
  const card = useRef<HTMLElement>(null);
  const [dragging, setDragging] = useState(false);
  useEffect(() => {
    if (!card.current || !enabled) return;
    return draggable({
      element: card.current,
      getInitialData: () => ({ kind: 'kanbanCard', record }),
      onDragStart: () => setDragging(true),
      onDrop: () => setDragging(false),
    });
  }, [record, enabled]);
  return { card, dragging };
}
