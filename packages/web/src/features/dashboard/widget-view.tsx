import type { Widget } from '@formwright/metadata';
import { useQuery } from '@tanstack/react-query';
import { type ComponentType, lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useApi } from '../../ui/api/api-context.tsx';
import { queryKeys } from '../../ui/api/query-keys.ts';
import type { EntityModel } from '../../ui/app-model/app-model.ts';
import { ErrorNotice } from '../../ui/feedback/error-notice.tsx';
import { useEntityChanges } from '../../ui/live/live-context.tsx';
import { BarRows } from './bar-rows.tsx';
import styles from './dashboard.module.css';
import { drillPath } from './drill-path.ts';
import { Metric } from './metric.tsx';
import { useWidgetRows, type WidgetRow } from './use-widget-rows.ts';

/** What every kind of chart is given. */
export interface ChartProps {
  model: EntityModel;
  widget: Widget;
  rows: WidgetRow[];
  /** Opens the records behind a row; behind all of them without one. */
  onDrill: (row?: WidgetRow) => void;
}

const CanvasChart = lazy(() => import('./canvas-chart.tsx').then((module) => ({ default: module.CanvasChart })));

// Written as a record, so that a kind of chart without a way to draw it does not compile.
const charts: Record<Widget['kind'], ComponentType<ChartProps>> = {
  metric: Metric,
  bar: BarRows,
  ranking: BarRows,
  funnel: BarRows,
  column: CanvasChart,
  line: CanvasChart,
  pie: CanvasChart,
};

/** One widget: heading, unit, chart. */
export function WidgetView({ model, widget }: { model: EntityModel; widget: Widget }) {
  const { t } = useTranslation('dashboard');
  const api = useApi();
  const navigate = useNavigate();
  const queryKey = [...queryKeys.records(model.app, model.key), 'aggregate', 'widget', widget];
  const { data, error, refetch } = useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      api.call('aggregate', {
        params: { app: model.app, entity: model.key },
        body: {
          measures: widget.measures,
          ...(widget.groups ? { groups: widget.groups } : {}),
          ...(widget.filter ? { filter: widget.filter } : {}),
          limit: 200,
        },
        signal,
      }),
  });
  const again = () => void refetch();
  useEntityChanges(model.app, model.key, { onChange: again, onReload: again });
  const rows = useWidgetRows({ model, widget, rows: data?.rows });
  const Chart = charts[widget.kind];
  return (
    <>
      <header className={styles.widgetHead}>
        <h2>{widget.title}</h2>
        {widget.unit && widget.kind !== 'metric' ? <span>{t('unit', { unit: widget.unit })}</span> : null}
      </header>
      {error ? <ErrorNotice error={error} onRetry={again} /> : null}
      {rows?.length === 0 ? <p className={styles.none}>{t('nothing')}</p> : null}
      {rows && rows.length > 0 ? (
        <Suspense fallback={null}>
          <Chart model={model} widget={widget} rows={rows} onDrill={(row) => void navigate(drillPath(model, widget, row))} />
        </Suspense>
      ) : null}
    </>
  );
}
