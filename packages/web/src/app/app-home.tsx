import { useTranslation } from 'react-i18next';
import { Navigate, useParams } from 'react-router';
import { menuOf } from '../ui/app-model/menu.ts';
import { useAppModel } from '../ui/app-model/use-app-model.ts';
import { EmptyState } from '../ui/feedback/empty-state.tsx';
import { ErrorNotice } from '../ui/feedback/error-notice.tsx';
import { SkeletonPage } from '../ui/feedback/skeleton.tsx';

/** The door of an app: its first menu entry. */
export function AppHome() {
  const { t } = useTranslation('shell');
  const { app } = useParams();
  const { model, error, retry } = useAppModel(app);
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!model) return <SkeletonPage />;
  const first = menuOf(model)[0];
  return first ? <Navigate to={first.path} replace /> : <EmptyState title={t('emptyApp', { app: model.app.title })} />;
}
