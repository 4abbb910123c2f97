import { lazy, type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Outlet, Route, Routes, useLocation, useSearchParams } from 'react-router';
import { ErrorBoundary } from '../ui/feedback/error-boundary.tsx';
import { SkeletonPage } from '../ui/feedback/skeleton.tsx';
import { LiveProvider } from '../ui/live/live-context.tsx';
import { type Session, SessionProvider } from '../ui/session/session-context.tsx';
import { type Page, pages } from './pages.ts';
import { Shell } from './shell/shell.tsx';

const NotFound = lazy(() => import('./not-found.tsx').then((module) => ({ default: module.NotFound })));

/** Everything a signed-in person reaches. */
export function Workspace({ session }: { session: Session }) {
  const { t } = useTranslation('shell');
  const toRoute = ({ path, name, Component }: Page) => (
    <Route key={path} path={path} element={<Guarded name={t(`page.${name}`)} page={<Component />} />} />
  );
  return (
    <SessionProvider session={session}>
      <LiveProvider>
        <Routes>
          <Route path="/sign-in" element={<Onward />} />
          <Route path="/change-password" element={<Onward />} />
          <Route path="/setup" element={<Onward />} />
          {pages.filter(({ bare }) => bare).map(toRoute)}
          <Route element={<Framed />}>
            {pages.filter(({ bare }) => !bare).map(toRoute)}
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
