import type { Draft } from '@formwright/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Route, Routes, useParams } from 'react-router';
import { useApi } from '../../ui/api/api-context.tsx';
import { queryKeys } from '../../ui/api/query-keys.ts';
import { ErrorBoundary } from '../../ui/feedback/error-boundary.tsx';
import { ErrorNotice } from '../../ui/feedback/error-notice.tsx';
import { useViewport } from '../../ui/preferences/use-viewport.ts';
import { DesignFrame } from './frame/design-frame.tsx';
import { DesignerSkeleton, DesignSkeleton } from './frame/designer-skeleton.tsx';
import { firstEntity } from './frame/first-document.ts';
import { NoDocument } from './frame/no-document.tsx';
import { DesignProvider, useDesign } from './state/design-context.tsx';
import { createDesignStore } from './state/design-store.ts';
import { useAutosave } from './state/use-autosave.ts';

const loadFormDesigner = () => import('./form/form-designer.tsx').then((module) => ({ default: module.FormDesigner }));
const loadFlowDesigner = () => import('./flow/flow-designer.tsx').then((module) => ({ default: module.FlowDesigner }));
const FormDesigner = lazy(loadFormDesigner);
const FlowDesigner = lazy(loadFlowDesigner);

/** The designers of one app. */
export function DesignPage() {
  const { app = '', '*': page = '' } = useParams();
  const api = useApi();
  // The designer comes along with the draft, not after it.
  useEffect(() => void (page.startsWith('workflow') ? loadFlowDesigner() : loadFormDesigner()), [page]);
  const { data, error, refetch } = useQuery({
    queryKey: queryKeys.draft(app),
    queryFn: ({ signal }) => api.call('draft', { params: { app }, signal }),
    staleTime: 0,
    gcTime: 0,
    refetchOnReconnect: false,
  });
  if (error && !data) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  return data ? <Designers key={app} app={app} draft={data} /> : <DesignSkeleton />;
}

/** Begins anew (after a discard or a restore) with the draft that the server holds then. */
function Designers({ app, draft }: { app: string; draft: Draft }) {
  const api = useApi();
  const queries = useQueryClient();
  const [start, setStart] = useState({ draft, round: 0 });
  const restart = async () => {
    const fresh = await api.call('draft', { params: { app } });
    void queries.invalidateQueries({ queryKey: [...queryKeys.draft(app), 'check'] });
    setStart(({ round }) => ({ draft: fresh, round: round + 1 }));
  };
  return <Session key={start.round} app={app} draft={start.draft} restart={restart} />;
}

function Session({ app, draft, restart }: { app: string; draft: Draft; restart: () => Promise<void> }) {
  const [store] = useState(() => createDesignStore(app, draft));
  useAutosave(store);
  return (
    <DesignProvider store={store}>
      <DesignFrame restart={restart}>
        <Pages />
      </DesignFrame>
    </DesignProvider>
  );
}

function Pages() {
  const { t } = useTranslation('design');
  const readOnly = useViewport() === 'phone';
  return (
    <ErrorBoundary name={t('title')}>
      <Suspense fallback={<DesignerSkeleton />}>
        <Routes>
          <Route path="form/:key" element={<FormDesigner readOnly={readOnly} />} />
          <Route path="workflow/:key" element={<FlowDesigner readOnly={readOnly} />} />
          <Route path="form" element={<NoDocument page="form" />} />
          <Route path="workflow" element={<NoDocument page="workflow" />} />
          <Route path="*" element={<First />} />
        </Routes>
      </Suspense>
    </ErrorBoundary>
  );
}

function First() {
  const { app = '' } = useParams();
  const entity = useDesign((design) => firstEntity(design.history.docs));
  return <Navigate to={entity === undefined ? `/apps/${app}/design/form` : `/apps/${app}/design/form/${entity}`} replace />;
}
