import { lazy, type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Route, Routes, useLocation } from 'react-router';
import { ErrorBoundary } from '../ui/feedback/error-boundary.tsx';
import { ErrorNotice } from '../ui/feedback/error-notice.tsx';
import { SkeletonPage } from '../ui/feedback/skeleton.tsx';
import type { SessionState } from '../ui/session/session-state.ts';
import { useSessionState } from '../ui/session/use-session-state.ts';
import { ChangePasswordPage } from './account/change-password-page.tsx';
import { SignInPage } from './account/sign-in-page.tsx';

const SetupPage = lazy(() => import('../features/setup/setup-page.tsx').then((module) => ({ default: module.SetupPage })));
const Workspace = lazy(() => import('./workspace.tsx').then((module) => ({ default: module.Workspace })));

/** What this browser may see: setup, sign-in, the forced change of password, or the workspace. */
export function AppRoutes() {
  const { data, error, refetch } = useSessionState();
  if (error && !data) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  return <StateRoutes session={data} />;
}

function StateRoutes({ session }: { session: SessionState }) {
  const { t } = useTranslation('shell');
  switch (session.state) {
    case 'setup':
      return (
        <Only path="/setup">
          <Guarded name={t('page.setup')}>
            <SetupPage />
          </Guarded>
        </Only>
      );
    case 'signedOut':
      return (
        <Only path="/sign-in" back>
          <SignInPage />
        </Only>
      );
    case 'mustChangePassword':
      return (
        <Only path="/change-password" back>
          <ChangePasswordPage user={session.user} />
        </Only>
      );
    case 'in':
      return (
        <Guarded name={t('page.workspace')}>
          <Workspace session={session} />
        </Guarded>
      );
  }
}

/** One page for every address; `back` remembers where the person wanted to go. */
function Only({ path, back = false, children }: { path: string; back?: boolean; children: ReactNode }) {
  const { pathname, search } = useLocation();
  const wanted = pathname + search;
  const known = ['/', '/setup', '/sign-in', '/change-password'].includes(pathname);
  return (
    <Routes>
      <Route path={path} element={children} />
      <Route path="*" element={<Navigate to={back && !known ? `${path}?to=${encodeURIComponent(wanted)}` : path} replace />} />
    </Routes>
  );
}

function Guarded({ name, children }: { name: string; children: ReactNode }) {
  return (
    <ErrorBoundary name={name}>
      <Suspense fallback={<SkeletonPage />}>{children}</Suspense>
    </ErrorBoundary>
  );
}
