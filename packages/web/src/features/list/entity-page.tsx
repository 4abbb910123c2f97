import type { ViewDoc } from '@formwright/metadata';
import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { type ComponentType, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { AppModel, EntityModel } from '../../ui/app-model/app-model.ts';
import { useAppModel } from '../../ui/app-model/use-app-model.ts';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ErrorBoundary } from '../../ui/feedback/error-boundary.tsx';
import { ErrorNotice } from '../../ui/feedback/error-notice.tsx';
import { SkeletonPage } from '../../ui/feedback/skeleton.tsx';
import { DocIcon } from '../../ui/icons/doc-icon.tsx';
import { Page, PageHead } from '../../ui/page/page-head.tsx';
import { useViewport } from '../../ui/preferences/use-viewport.ts';
import { useViewState } from '../../ui/record-query/use-view-state.ts';
import type { ViewProps } from '../../ui/record-query/view-props.ts';
import { recordQuery } from '../../ui/record-query/view-state.ts';
import { EntityCount } from './entity-count.tsx';
import styles from './entity-page.module.css';
import { Toolbar } from './toolbar.tsx';
import { ViewTabs } from './view-tabs.tsx';

/** One component per kind of view; leaving one out does not compile. */
export type ViewKinds = Record<ViewDoc['kind'], ComponentType<ViewProps>>;

/** What lies over the list; `open` once the address has asked for it. */
type Drawer = (app: AppModel, model: EntityModel, open: boolean) => ReactNode;

/** The list of an entity: head, tabs of views, toolbar, and the view itself. */
export function EntityPage({ kinds, children }: { kinds: ViewKinds; children?: Drawer }) {
  const { app, entity } = useParams();
  const { t } = useTranslation('list');
  const { model, error, retry } = useAppModel(app);
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!model) return <SkeletonPage />;
  const found = model.entities.get(entity ?? '');
  if (!found?.can('read')) return <EmptyState title={t('noEntity')} hint={t('noEntityHint')} />;
  return <EntityList key={`${app}.${entity}`} app={model} model={found} kinds={kinds} drawer={children} />;
}

interface EntityListProps {
  app: AppModel;
  model: EntityModel;
  kinds: ViewKinds;
  drawer: Drawer | undefined;
}

function EntityList({ app, model, kinds, drawer }: EntityListProps) {
  const { t } = useTranslation('list');
  const phone = useViewport() === 'phone';
  const [state, change] = useViewState(model);
  const query = recordQuery(state, model);
  const View = kinds[state.view.kind];
  const { title, icon } = model.entity;
  const wanted = state.record !== undefined || state.creating !== undefined;
  const [drawn, setDrawn] = useState(wanted);
  if (wanted && !drawn) setDrawn(true);
  const create = () => change({ creating: {}, record: undefined });
  return (
    <Page>
      <PageHead
        icon={<DocIcon name={icon} size={20} />}
        title={title}
        meta={<EntityCount model={model} query={query} />}
        actions={
          model.can('create') && !phone ? (
            <Button type="primary" icon={<Plus size={16} strokeWidth={1.75} />} onClick={create}>
              {t('create', { entity: title })}
            </Button>
          ) : null
        }
      />
      <ViewTabs model={model} current={state.view} onChoose={(view) => change({ view, filter: undefined, sort: undefined, search: '' })} />
      <Toolbar key={state.view.key} model={model} state={state} change={change} />
      <ErrorBoundary name={state.view.title} resetKey={state.view.key}>
        <View key={state.view.key} model={model} state={state} query={query} change={change} />
      </ErrorBoundary>
      {model.can('create') && phone ? (
        <button type="button" className={styles.fab} aria-label={t('create', { entity: title })} onClick={create}>
          <Plus size={24} strokeWidth={2} />
        </button>
      ) : null}
      {drawer?.(app, model, drawn)}
    </Page>
  );
}
