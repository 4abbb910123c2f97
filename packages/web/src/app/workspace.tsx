import { lazy, type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Outlet, Route, Routes, useLocation, useSearchParams } from 'react-router';
import { ErrorBoundary } from '../ui/feedback/error-boundary.tsx';
import { SkeletonPage } from '../ui/feedback/skeleton.tsx';
import { LiveProvider } from '../ui/live/live-context.tsx';
import { type Session, SessionProvider } from '../ui/session/session-context.tsx';
import { Shell } from './shell/shell.tsx';

const WorkbenchPage = lazy(() => import('../features/workbench/workbench-page.tsx').then((module) => ({ default: module.WorkbenchPage })));
const InboxPage = lazy(() => import('../features/inbox/inbox-page.tsx').then((module) => ({ default: module.InboxPage })));
const NotificationsPage = lazy(() =>
  import('../features/notifications/notifications-page.tsx').then((module) => ({ default: module.NotificationsPage })),
);
const TemplatesPage = lazy(() => import('../features/templates/templates-page.tsx').then((module) => ({ default: module.TemplatesPage })));
const AdminPage = lazy(() => import('../features/admin/admin-page.tsx').then((module) => ({ default: module.AdminPage })));
const DesignPage = lazy(() => import('../features/design/design-page.tsx').then((module) => ({ default: module.DesignPage })));
const EntityRoute = lazy(() => import('./entity-route.tsx').then((module) => ({ default: module.EntityRoute })));
const RecordRoute = lazy(() => import('./record-route.tsx').then((module) => ({ default: module.RecordRoute })));
const DashboardPage = lazy(() => import('../features/dashboard/dashboard-page.tsx').then((module) => ({ default: module.DashboardPage })));
const AppHome = lazy(() => import('./app-home.tsx').then((module) => ({ default: module.AppHome })));
const AppsPage = lazy(() => import('./phone/apps-page.tsx').then((module) => ({ default: module.AppsPage })));
const MePage = lazy(() => import('./phone/me-page.tsx').then((module) => ({ default: module.MePage })));
const NotFound = lazy(() => import('./not-found.tsx').then((module) => ({ default: module.NotFound })));

/** Everything a signed-in person reaches. */
export function Workspace({ session }: { session: Session }) {
  const { t } = useTranslation('shell');
  return (
    <SessionProvider session={session}>
      <LiveProvider>
        <Routes>
          <Route path="/sign-in" element={<Onward />} />
          <Route path="/change-password" element={<Onward />} />
          <Route path="/setup" element={<Onward />} />
          <Route path="/apps/:app/design/*" element={<Guarded name={t('page.design')} page={<DesignPage />} />} />
          <Route element={<Framed />}>
            <Route index element={<Guarded name={t('page.workbench')} page={<WorkbenchPage />} />} />
            <Route path="/tasks/:task?" element={<Guarded name={t('page.inbox')} page={<InboxPage />} />} />
            <Route path="/notifications" element={<Guarded name={t('page.notifications')} page={<NotificationsPage />} />} />
            <Route path="/templates/*" element={<Guarded name={t('page.templates')} page={<TemplatesPage />} />} />
            <Route path="/admin/*" element={<Guarded name={t('page.admin')} page={<AdminPage />} />} />
            <Route path="/apps" element={<Guarded name={t('page.apps')} page={<AppsPage />} />} />
            <Route path="/me" element={<Guarded name={t('page.me')} page={<MePage />} />} />
            <Route path="/apps/:app" element={<Guarded name={t('page.app')} page={<AppHome />} />} />
            <Route path="/apps/:app/entities/:entity" element={<Guarded name={t('page.list')} page={<EntityRoute />} />} />
            <Route path="/apps/:app/entities/:entity/records/:id" element={<Guarded name={t('page.record')} page={<RecordRoute />} />} />
            <Route path="/apps/:app/dashboards/:dashboard" element={<Guarded name={t('page.dashboard')} page={<DashboardPage />} />} />
            <Route path="*" element={<NotFound />} />
          </Route>
        </Routes>
      </LiveProvider>
    </SessionProvider>
  );
}

function Framed() {
  return (
    <Shell>
      <Suspense fallback={<SkeletonPage />}>
        <Outlet />
      </Suspense>
    </Shell>
  );
}

/** After signing in: where the person wanted to go. */
function Onward() {
  const [params] = useSearchParams();
  const to = params.get('to') ?? '/';
  return <Navigate to={to.startsWith('/') && !to.startsWith('//') ? to : '/'} replace />;
}

function Guarded({ name, page }: { name: string; page: ReactNode }) {
  const { pathname } = useLocation();
  return (
    <ErrorBoundary name={name} resetKey={pathname}>
      <Suspense fallback={<SkeletonPage />}>{page}</Suspense>
    </ErrorBoundary>
  );
}
