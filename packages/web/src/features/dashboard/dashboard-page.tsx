import type { DashboardDoc } from '@formwright/metadata';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { AppModel } from '../../ui/app-model/app-model.ts';
import { useAppModel } from '../../ui/app-model/use-app-model.ts';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ErrorBoundary } from '../../ui/feedback/error-boundary.tsx';
import { ErrorNotice } from '../../ui/feedback/error-notice.tsx';
import { SkeletonPage } from '../../ui/feedback/skeleton.tsx';
import { DocIcon } from '../../ui/icons/doc-icon.tsx';
import { Page, PageHead } from '../../ui/page/page-head.tsx';
import styles from './dashboard.module.css';
import { WidgetView } from './widget-view.tsx';

/** The widgets of a dashboard on a grid of 12 columns. */
export function DashboardPage() {
  const { app, dashboard } = useParams();
  const { t } = useTranslation('dashboard');
  const { model, error, retry } = useAppModel(app);
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!model) return <SkeletonPage />;
  const document = model.documents.dashboards.find(({ key }) => key === dashboard);
  if (!document) return <EmptyState title={t('missing')} hint={t('missingHint')} />;
  return <Board key={document.key} app={model} dashboard={document} />;
}

function Board({ app, dashboard }: { app: AppModel; dashboard: DashboardDoc }) {
  const widgets = dashboard.widgets.filter(({ entity }) => app.entities.get(entity)?.can('read'));
  const inOrder = [...widgets].sort((a, b) => a.layout.y - b.layout.y || a.layout.x - b.layout.x);
  return (
    <Page>
      <PageHead icon={<DocIcon name={dashboard.icon ?? 'layout-dashboard'} size={20} />} title={dashboard.title} />
      <div className={styles.scroll}>
        <div className={styles.grid}>
          {inOrder.map((widget) => {
            const { x, y, w, h } = widget.layout;
            const model = app.entities.get(widget.entity);
            return (
              <section
                key={widget.id}
                className={styles.widget}
                aria-label={widget.title}
                style={
                  {
                    '--column': `${x + 1} / span ${w}`,
                    '--row': `${y + 1} / span ${h}`,
                    '--width': w,
                    '--height': `${h * 40}px`,
                  } as React.CSSProperties
                }
              >
                <ErrorBoundary name={widget.title}>{model ? <WidgetView model={model} widget={widget} /> : null}</ErrorBoundary>
              </section>
            );
          })}
        </div>
      </div>
    </Page>
  );
}
