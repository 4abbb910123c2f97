import type { Widget } from '@formwright/metadata';
import { chartColors, hues, type Mode, role } from '../../ui/theme/palette.ts';
import type { WidgetRow } from './use-widget-rows.ts';

interface ChartInput {
  widget: Widget;
  rows: WidgetRow[];
  mode: Mode;
  number: (value: number) => string;
}

/** What ECharts draws, in the look of the house: one colour for one series, horizontal lines only, zero shown. */
export function chartOption(input: ChartInput): Record<string, unknown> {
  return input.widget.kind === 'pie' ? pieOption(input) : axisOption(input);
}

function base({ mode, number }: ChartInput) {
  return {
    animation: false,
    color: chartColors(mode),
    textStyle: { fontFamily: 'inherit', color: role(mode, 'text-tertiary') },
    aria: { enabled: true },
    tooltip: {
      backgroundColor: role(mode, 'elevated'),
      borderColor: role(mode, 'line'),
      textStyle: { color: role(mode, 'text'), fontSize: 13 },
      valueFormatter: (value: unknown) => number(Number(value)),
    },
  };
}

function axisOption(input: ChartInput) {
  const { widget, rows, mode } = input;
  const text = { color: role(mode, 'text-tertiary'), fontSize: 12 };
  return {
    ...base(input),
    tooltip: { ...base(input).tooltip, trigger: 'axis' },
    ...(widget.measures.length > 1 ? { legend: { right: 0, top: 0, textStyle: text } } : {}),
    grid: { left: 8, right: 8, top: 16, bottom: 4, containLabel: true },
    xAxis: {
      type: 'category',
      data: rows.map(({ label }) => label),
      axisLabel: text,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: role(mode, 'line') } },
    },
    yAxis: { type: 'value', min: 0, axisLabel: text, splitLine: { lineStyle: { color: role(mode, 'split') } } },
    series: widget.measures.map(({ as }, index) => ({
      name: as,
      type: widget.kind === 'line' ? 'line' : 'bar',
      data: rows.map(({ figures }) => figures[index] ?? 0),
      barMaxWidth: 22,
      itemStyle: { borderRadius: [3, 3, 0, 0] },
      lineStyle: { width: 2 },
      symbolSize: 6,
    })),
  };
}

function pieOption(input: ChartInput) {
  const { rows, mode } = input;
  return {
    ...base(input),
    tooltip: { ...base(input).tooltip, trigger: 'item' },
    legend: {
      orient: 'vertical',
      right: 8,
      top: 'middle',
      icon: 'roundRect',
      itemWidth: 10,
      itemHeight: 10,
      textStyle: { color: role(mode, 'text-secondary'), fontSize: 13 },
    },
    series: [
      {
        type: 'pie',
        radius: ['46%', '72%'],
        center: ['36%', '50%'],
        label: { show: false },
        itemStyle: { borderColor: role(mode, 'container'), borderWidth: 2 },
        data: rows.map(({ label, color, figures }) => ({
          name: label,
          value: figures[0] ?? 0,
          ...(color ? { itemStyle: { color: hues[mode][color].solid } } : {}),
        })),
      },
    ],
  };
}
