import { useFormat } from '../../ui/format/use-format.ts';
import styles from './dashboard.module.css';
import type { ChartProps } from './widget-view.tsx';

/** One big number. */
export function Metric({ widget, rows, onDrill }: ChartProps) {
  const format = useFormat();
  const figure = rows[0]?.figures[0] ?? 0;
  const big = Math.abs(figure) >= 100_000;
  return (
    <button type="button" className={styles.metric} title={format.number(figure)} onClick={() => onDrill()}>
      <strong>{big ? format.compact(figure) : format.number(figure)}</strong>
      {widget.unit ? <span>{widget.unit}</span> : null}
    </button>
  );
}
