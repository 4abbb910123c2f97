import { ChevronLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import type { AppModel, EntityModel } from '../../ui/app-model/app-model.ts';
import { useAppModel } from '../../ui/app-model/use-app-model.ts';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ErrorNotice } from '../../ui/feedback/error-notice.tsx';
import { SkeletonPage, SkeletonRows } from '../../ui/feedback/skeleton.tsx';
import { errorText } from '../../ui/feedback/toast.ts';
import { DocIcon } from '../../ui/icons/doc-icon.tsx';
import { Page } from '../../ui/page/page-head.tsx';
import { useViewport } from '../../ui/preferences/use-viewport.ts';
import styles from './record.module.css';
import { RecordBody } from './record-body.tsx';
import { RecordSteps } from './record-steps.tsx';
import { RemoveButton } from './remove-button.tsx';
import { useRecord } from './use-record.ts';
import { WorkflowButtons } from './workflow-buttons.tsx';

/** One record on a page of its own. */
export function RecordPage() {
  const { app, entity, id } = useParams();
  const { t } = useTranslation('record');
  const { model, error, retry } = useAppModel(app);
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!model) return <SkeletonPage />;
  const found = model.entities.get(entity ?? '');
  if (!found || !id) return <EmptyState title={t('gone')} hint={t('goneHint')} />;
  return <RecordView key={id} app={model} model={found} id={id} />;
}

function RecordView({ app, model, id }: { app: AppModel; model: EntityModel; id: string }) {
  const viewport = useViewport();
  const navigate = useNavigate();
  const list = `/apps/${model.app}/entities/${model.key}`;
  const { data: record, error } = useRecord(model, id);
  const phone = viewport === 'phone';
  const buttons = record ? <WorkflowButtons app={app} model={model} record={record} /> : null;
  return (
    <Page>
      <header className={styles.bar}>
        <Link to={list} className={styles.back}>
          <ChevronLeft size={16} strokeWidth={1.75} aria-hidden />
          <DocIcon name={model.entity.icon} />
          {model.entity.title}
        </Link>
        <i />
        {phone ? null : buttons}
        {record ? <RemoveButton model={model} record={record} onRemoved={() => void navigate(list)} /> : null}
        <RecordSteps model={model} id={id} onGo={(next) => void navigate(`${list}/records/${next}`)} />
      </header>
      <div className={styles.scroll}>
        {error ? (
          <Gone error={error} list={list} title={model.entity.title} />
        ) : record ? (
          <RecordBody app={app} model={model} record={record} wide={viewport === 'wide'} />
        ) : (
          <SkeletonRows rows={10} />
        )}
      </div>
      {phone ? <footer className={styles.foot}>{buttons}</footer> : null}
    </Page>
  );
}

function Gone({ error, list, title }: { error: unknown; list: string; title: string }) {
  const { t } = useTranslation('record');
  return <EmptyState title={errorText(error)} hint={t('goneHint')} actions={<Link to={list}>{t('backToList', { entity: title })}</Link>} />;
}
