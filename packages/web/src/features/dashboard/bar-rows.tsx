import { useTranslation } from 'react-i18next';
import { Avatar } from '../../ui/avatar/avatar.tsx';
import { useFormat } from '../../ui/format/use-format.ts';
import styles from './dashboard.module.css';
import type { ChartProps } from './widget-view.tsx';

/** Lying bars: a bar chart, a ranking with places and faces, or a funnel with the share that goes on. */
export function BarRows({ model, widget, rows, onDrill }: ChartProps) {
  const { t } = useTranslation('dashboard');
  const format = useFormat();
  const most = Math.max(...rows.map(({ figures }) => figures[0] ?? 0), 1);
  const people = model.field(widget.groups?.[0]?.field ?? '')?.typeName === 'member';
  return (
    <ol className={styles.bars} data-kind={widget.kind}>
      {rows.map((row, index) => {
        const figure = row.figures[0] ?? 0;
        const before = rows[index - 1]?.figures[0] ?? 0;
        return (
          <li key={String(row.value)}>
            <button type="button" className={styles.bar} onClick={() => onDrill(row)}>
              {widget.kind === 'ranking' ? <span className={styles.rank}>{index + 1}</span> : null}
              {people && row.value ? <Avatar name={row.label} id={String(row.value)} size={20} /> : null}
              <span className={styles.barLabel}>{row.label}</span>
              <span className={styles.track}>
                <span style={{ width: `${Math.max(1, (figure / most) * 100)}%` }} />
              </span>
              <b title={format.number(figure)}>{figure >= 100_000 ? format.compact(figure) : format.number(figure)}</b>
              {widget.kind === 'funnel' ? (
                <small>
                  {index > 0 && before >= figure && before > 0 ? t('goesOn', { share: Math.round((figure / before) * 100) }) : ''}
                </small>
              ) : null}
            </button>
          </li>
        );
      })}
    </ol>
  );
}
