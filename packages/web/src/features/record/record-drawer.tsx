import { Button, Drawer, Tooltip } from 'antd';
import { Maximize2, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { AppModel, EntityModel } from '../../ui/app-model/app-model.ts';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { SkeletonRows } from '../../ui/feedback/skeleton.tsx';
import { errorText } from '../../ui/feedback/toast.ts';
import { useViewport } from '../../ui/preferences/use-viewport.ts';
import { useViewState } from '../../ui/record-query/use-view-state.ts';
import { useNewRecord } from './new-record.tsx';
import styles from './record.module.css';
import { RecordBody } from './record-body.tsx';
import { RecordSteps } from './record-steps.tsx';
import { RemoveButton } from './remove-button.tsx';
import { useRecord } from './use-record.ts';
import { WorkflowButtons } from './workflow-buttons.tsx';

const sizes = { phone: '100%', rail: 'calc(100vw - 56px)', narrow: 720, wide: 720 } as const;

/** What the address asks to see over the list: a record, or the form of a new one. The list stays usable. */
export function RecordDrawer({ app, model }: { app: AppModel; model: EntityModel }) {
  const viewport = useViewport();
  const [state, change] = useViewState(model);
  const close = () => change({ record: undefined, creating: undefined }, true);
  const content = state.creating ? (
    <NewRecord
      model={model}
      preset={state.creating}
      onClose={close}
      onCreated={(record) => change({ record, creating: undefined }, true)}
    />
  ) : state.record ? (
    <OpenRecord key={state.record} app={app} model={model} id={state.record} onClose={close} onGo={(record) => change({ record }, true)} />
  ) : null;
  return (
    <Drawer
      open={content !== null}
      onClose={close}
      mask={false}
      size={sizes[viewport]}
      closable={false}
      destroyOnHidden
      styles={{ body: { padding: 0 } }}
      aria-label={model.entity.title}
    >
      {content}
    </Drawer>
  );
}

interface OpenRecordProps {
  app: AppModel;
  model: EntityModel;
  id: string;
  onClose: () => void;
  onGo: (id: string) => void;
}

function OpenRecord({ app, model, id, onClose, onGo }: OpenRecordProps) {
  const { t } = useTranslation('record');
  const navigate = useNavigate();
  const { data: record, error } = useRecord(model, id);
  return (
    <div className={styles.drawer}>
      <header className={styles.bar}>
        <RecordSteps model={model} id={id} onGo={onGo} />
        <i />
        {record ? <WorkflowButtons app={app} model={model} record={record} /> : null}
        {record ? <RemoveButton model={model} record={record} onRemoved={onClose} /> : null}
        <Tooltip title={t('fullPage')}>
          <Button
            type="text"
            aria-label={t('fullPage')}
            icon={<Maximize2 size={16} strokeWidth={1.75} />}
            onClick={() => void navigate(`/apps/${model.app}/entities/${model.key}/records/${id}`)}
          />
        </Tooltip>
        <Button type="text" aria-label={t('close')} icon={<X size={16} strokeWidth={1.75} />} onClick={onClose} />
      </header>
      <div className={styles.scroll}>
        {error ? (
          <EmptyState title={errorText(error)} hint={t('goneHint')} />
        ) : record ? (
          <RecordBody app={app} model={model} record={record} wide={false} />
        ) : (
          <SkeletonRows rows={10} />
        )}
      </div>
    </div>
  );
}

function NewRecord({
  model,
  preset,
  onClose,
  onCreated,
}: {
  model: EntityModel;
  preset: Record<string, unknown>;
  onClose: () => void;
  onCreated: (id: string) => void;
}) {
  const { t } = useTranslation('record');
  const { body, busy, submit, title, label } = useNewRecord({ model, preset, onCreated: ({ id }) => onCreated(id) });
  return (
    <div className={styles.drawer}>
      <header className={styles.bar}>
        <h2>{title}</h2>
        <i />
        <Button type="text" aria-label={t('close')} icon={<X size={16} strokeWidth={1.75} />} onClick={onClose} />
      </header>
      <div className={styles.scroll}>
        <div className={styles.formBody}>{body}</div>
      </div>
      <footer className={styles.foot}>
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button type="primary" loading={busy} onClick={submit}>
          {label}
        </Button>
      </footer>
    </div>
  );
}
