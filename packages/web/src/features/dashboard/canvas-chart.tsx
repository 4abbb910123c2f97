import { BarChart, LineChart, PieChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useFormat } from '../../ui/format/use-format.ts';
import { useMode } from '../../ui/preferences/use-mode.ts';
import { chartOption } from './chart-option.ts';
import styles from './dashboard.module.css';
import type { ChartProps } from './widget-view.tsx';

echarts.use([BarChart, LineChart, PieChart, GridComponent, TooltipComponent, LegendComponent, AriaComponent, SVGRenderer]);

/** Columns, lines and pies, drawn by ECharts. */
export function CanvasChart({ widget, rows, onDrill }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<ReturnType<typeof echarts.init>>(undefined);
  const mode = useMode();
  const format = useFormat();
  const drill = useEffectEvent((index: number) => onDrill(rows[index]));
  useEffect(() => {
    if (!place.current) return;
    const made = echarts.init(place.current, null, { renderer: 'svg' });
    chart.current = made;
    made.on('click', ({ dataIndex }) => drill(Number(dataIndex)));
    const watcher = new ResizeObserver(() => made.resize());
    watcher.observe(place.current);
    return () => {
      watcher.disconnect();
      made.dispose();
    };
  }, []);
  useEffect(() => {
    chart.current?.setOption(chartOption({ widget, rows, mode, number: format.number }), { notMerge: true });
  }, [widget, rows, mode, format]);
  return <div ref={place} className={styles.canvas} />;
}
