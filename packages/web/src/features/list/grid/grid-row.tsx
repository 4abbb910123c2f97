// biome-ignore-all lint/a11y/useSemanticElements: an ARIA grid over virtual rows cannot be made of table elements
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active cell (aria-activedescendant)
import { Button, Checkbox } from 'antd';
import { ChevronRight, PanelRightOpen } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { usePeople } from '../../../ui/api/use-people.ts';
import type { EntityModel } from '../../../ui/app-model/app-model.ts';
import { Avatar } from '../../../ui/avatar/avatar.tsx';
import { FieldValue, isEmpty } from '../../../ui/field-kinds/field-value.tsx';
import { useFormat } from '../../../ui/format/use-format.ts';
import { type LiveMark, useLiveMarks } from '../../../ui/record-query/live-marks.ts';
import { FigureText } from './figure-text.tsx';
import type { GridColumn } from './grid-columns.ts';
import type { GridLine } from './grid-rows.ts';
import { isEditable } from './is-editable.ts';
import styles from './record-grid.module.css';

const CellEditor = lazy(() => import('./cell-editor.tsx').then((module) => ({ default: module.CellEditor })));

interface RecordRowProps {
  gridId: string;
  line: Extract<GridLine, { kind: 'record' }>;
  columns: GridColumn[];
  model: EntityModel;
  place: { top: number; height: number };
  rowIndex: number;
  selected: boolean;
  opened: boolean;
  /** Column of the active cell when it is in this row. */
  active: number | undefined;
  /** Field that is being edited in this row. */
  editing: string | undefined;
  onSelect: () => void;
  onActivate: (column: number) => void;
  onEdit: (field: string) => void;
  onDone: (back?: boolean) => void;
  onOpen: () => void;
}

/** One record as a row. */
export function GridRecordRow(props: RecordRowProps) {
  const { line, columns, place, rowIndex, selected, opened, onSelect } = props;
  const { t } = useTranslation('list');
  const mark = useLiveMarks((state) => state.marks.get(line.record.id));
  return (
    <div
      role="row"
      aria-rowindex={rowIndex + 2}
      aria-selected={selected}
      className={styles.row}
      data-selected={selected || undefined}
      data-opened={opened || undefined}
      style={place}
    >
      <div role="gridcell" className={styles.check}>
        <span className={styles.number}>{line.number}</span>
        <Checkbox tabIndex={-1} aria-label={t('choose')} checked={selected} onChange={onSelect} />
      </div>
      {columns.map((column, index) => (
        <GridCell key={column.key} {...props} column={column} index={index} live={mark?.added || mark?.fields.has(column.key) || false} />
      ))}
      {mark ? <LiveNote mark={mark} model={props.model} /> : null}
    </div>
  );
}

function GridCell({
  gridId,
  line,
  model,
  column,
  index,
  active,
  editing,
  live,
  onActivate,
  onEdit,
  onDone,
  onOpen,
}: RecordRowProps & { column: GridColumn; index: number; live: boolean }) {
  const { t } = useTranslation('list');
  const { record } = line;
  const value = Object.hasOwn(record, column.key) ? record[column.key] : undefined;
  const editable = isEditable(model, column);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid itself listens to the keyboard
    <div
      id={`${gridId}-${record.id}-${index}`}
      role="gridcell"
      aria-colindex={index + 2}
      aria-readonly={!editable}
      className={styles.cell}
      data-frozen={index === 0 || undefined}
      data-align={column.kind.align}
      data-active={active === index || undefined}
      data-live={live || undefined}
      style={{ width: `var(--column-${index})` }}
      onClick={() => (active === index && editable && editing === undefined ? onEdit(column.key) : onActivate(index))}
      onDoubleClick={() => (editable ? onEdit(column.key) : onOpen())}
    >
      {editing === column.key ? (
        <Suspense fallback={null}>
          <CellEditor model={model} record={record} column={column} onDone={onDone} />
        </Suspense>
      ) : (
        <>
          <span className={styles.value}>
            {isEmpty(value) ? null : <FieldValue value={value} field={column.field} app={model.app} listed />}
          </span>
          {index === 0 ? (
            <Button
              size="small"
              tabIndex={-1}
              className={styles.open ?? ''}
              icon={<PanelRightOpen size={14} strokeWidth={2} />}
              onClick={(event) => {
                event.stopPropagation();
                onOpen();
              }}
            >
              {t('open')}
            </Button>
          ) : null}
        </>
      )}
    </div>
  );
}

/** Who just changed what, at the end of the row. */
function LiveNote({ mark, model }: { mark: LiveMark; model: EntityModel }) {
  const { t } = useTranslation('list');
  const { personName } = usePeople();
  const name = personName(mark.by) ?? '…';
  const titles = [...mark.fields].flatMap((key) => model.field(key)?.title ?? []);
  return (
    <div className={styles.liveNote} role="status">
      <Avatar name={name} id={mark.by} size={18} />
      <b>{name}</b>
      {mark.added ? t('live.added') : t('live.changed', { fields: titles.slice(0, 2).join(t('live.separator')) })}
    </div>
  );
}

interface GroupRowProps {
  line: Extract<GridLine, { kind: 'group' }>;
  columns: GridColumn[];
  model: EntityModel;
  /** Field whose value makes the group. */
  field: string;
  place: { top: number; height: number };
  rowIndex: number;
  onToggle: () => void;
}

/** The head of a group: its value, how many, and its figures. */
export function GridGroupRow({ line, columns, model, field, place, rowIndex, onToggle }: GroupRowProps) {
  const { t } = useTranslation('list');
  const format = useFormat();
  const described = model.field(field);
  return (
    <div role="row" aria-rowindex={rowIndex + 2} className={styles.groupRow} style={place}>
      <div role="gridcell" className={styles.check}>
        <button type="button" className={styles.fold} aria-expanded={!line.collapsed} aria-label={t('fold')} onClick={onToggle}>
          <ChevronRight size={14} strokeWidth={2} />
        </button>
      </div>
      {columns.map((column, index) => (
        <div
          key={column.key}
          role="gridcell"
          className={styles.cell}
          data-frozen={index === 0 || undefined}
          data-align={column.kind.align}
          style={{ width: `var(--column-${index})` }}
        >
          {index === 0 ? (
            <span className={styles.groupHead}>
              {described && !isEmpty(line.value) ? <FieldValue value={line.value} field={described} app={model.app} /> : t('noGroup')}
              <span>{t('rows', { count: line.count, shown: format.number(line.count) })}</span>
            </span>
          ) : column.sum ? (
            <FigureText column={column} value={line.figures.get(column.key)} />
          ) : null}
        </div>
      ))}
    </div>
  );
}
