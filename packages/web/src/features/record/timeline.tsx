import type { ApiRecord, Change } from '@formwright/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { FilePlus2, type LucideIcon, Pencil, RotateCcw, Stamp, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../ui/api/api-context.tsx';
import { queryKeys } from '../../ui/api/query-keys.ts';
import type { EntityModel } from '../../ui/app-model/app-model.ts';
import { Avatar } from '../../ui/avatar/avatar.tsx';
import { ErrorNotice } from '../../ui/feedback/error-notice.tsx';
import { tellFailed } from '../../ui/feedback/toast.ts';
import { FieldValue, isEmpty } from '../../ui/field-kinds/field-value.tsx';
import { useFormat } from '../../ui/format/use-format.ts';
import styles from './timeline.module.css';

interface Comment {
  id: string;
  at: string;
  by: { id: string; name: string };
  text: string;
}

/** Which part of a history is shown. */
export type TimelinePart = 'timeline' | 'comments' | 'changes';

interface TimelineProps {
  model: EntityModel;
  record: ApiRecord;
  part: TimelinePart;
  /** The comment box stands at the foot, where the timeline has a column of its own. */
  foot: boolean;
}

/** What happened to a record and what people said about it, newest first. */
export function Timeline({ model, record, part, foot }: TimelineProps) {
  const { t } = useTranslation('record');
  const { changes, comments, known, error } = useHistory(model, record.id);
  const entries = [
    ...(part === 'comments'
      ? []
      : changes.map((change) => ({ at: change.at, id: change.id, node: <ChangeEntry model={model} change={change} /> }))),
    ...(part === 'changes'
      ? []
      : comments.map((comment) => ({ at: comment.at, id: comment.id, node: <CommentEntry comment={comment} /> }))),
  ].sort((a, b) => b.at.localeCompare(a.at));
  const mayComment = part !== 'changes' && (model.can('comment') || model.can('update'));
  const box = mayComment ? <CommentBox model={model} id={record.id} /> : null;
  return (
    <div className={styles.timeline} data-foot={foot || undefined}>
      {foot ? null : box}
      <div className={styles.entries}>
        {error ? <ErrorNotice error={error} /> : null}
        <ol>
          {entries.map(({ id, node }) => (
            <li key={id}>{node}</li>
          ))}
        </ol>
        {entries.length === 0 && known && !error ? (
          <p className={styles.none}>{part === 'comments' ? t('noComments') : t('noHistory')}</p>
        ) : null}
      </div>
      {foot ? box : null}
    </div>
  );
}

function useHistory(model: EntityModel, id: string) {
  const api = useApi();
  const params = { app: model.app, entity: model.key, id };
  const base = [...queryKeys.records(model.app, model.key), 'changes', id];
  const changes = useQuery({ queryKey: base, queryFn: ({ signal }) => api.call('changes', { params, query: { limit: '100' }, signal }) });
  const comments = useQuery({ queryKey: [...base, 'comments'], queryFn: ({ signal }) => api.call('comments', { params, signal }) });
  return {
    changes: changes.data?.changes ?? [],
    comments: (comments.data?.comments ?? []) as Comment[],
    known: changes.data !== undefined && comments.data !== undefined,
    error: changes.error ?? comments.error,
  };
}

const icons: Record<Change['kind'], LucideIcon> = { create: FilePlus2, update: Pencil, delete: Trash2, restore: RotateCcw };

function ChangeEntry({ model, change }: { model: EntityModel; change: Change }) {
  const { t } = useTranslation('record');
  const format = useFormat();
  const origin = change.origin.split(':')[0] ?? '';
  const Icon = origin === 'workflow' ? Stamp : icons[change.kind];
  const fields = Object.entries(change.fields).flatMap(([key, values]) => {
    const field = model.field(key);
    return field && !field.system ? [{ field, ...values }] : [];
  });
  return (
    <div className={styles.entry}>
      <span className={styles.icon} data-origin={origin}>
        <Icon size={14} strokeWidth={2} aria-hidden />
      </span>
      <div>
        <p>
          <b>{origin === 'package' ? t('system') : change.by.name}</b>{' '}
          {change.onBehalfOf ? t('onBehalfOf', { name: change.onBehalfOf.name }) : ''} {t(`change.${change.kind}`)}
          {origin === 'ui' || origin === '' ? null : <small>{t(`origin.${knownOrigins.has(origin) ? origin : 'other'}`)}</small>}
        </p>
        {change.kind === 'update' ? (
          <ul>
            {fields.map(({ field, before, after }) => (
              <li key={field.key} className={styles.diff}>
                <span>{field.title}</span>
                <del data-empty={isEmpty(before) || undefined}>
                  <FieldValue value={before} field={field} app={model.app} />
                </del>
                <span aria-hidden="true">→</span>
                <ins>
                  <FieldValue value={after} field={field} app={model.app} />
                </ins>
              </li>
            ))}
          </ul>
        ) : null}
        {change.comment ? <p className={styles.comment}>{change.comment}</p> : null}
      </div>
      <time dateTime={change.at} title={format.fullMoment(change.at)}>
        {format.moment(change.at)}
      </time>
    </div>
  );
}

const knownOrigins: ReadonlySet<string> = new Set(['api', 'import', 'workflow', 'package', 'public']);

function CommentEntry({ comment }: { comment: Comment }) {
  const format = useFormat();
  return (
    <div className={styles.entry}>
      <Avatar name={comment.by.name} id={comment.by.id} size={24} />
      <div>
        <p>
          <b>{comment.by.name}</b>
        </p>
        <p className={styles.comment}>{comment.text}</p>
      </div>
      <time dateTime={comment.at} title={format.fullMoment(comment.at)}>
        {format.moment(comment.at)}
      </time>
    </div>
  );
}

function CommentBox({ model, id }: { model: EntityModel; id: string }) {
  const { t } = useTranslation('record');
  const api = useApi();
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const send = async () => {
    if (text.trim() === '' || busy) return;
    setBusy(true);
    try {
      await api.call('addComment', {
        params: { app: model.app, entity: model.key, id },
        body: { text: text.trim() },
        idempotencyKey: crypto.randomUUID(),
      });
      setText('');
      await queries.invalidateQueries({ queryKey: [...queryKeys.records(model.app, model.key), 'changes', id] });
    } catch (error) {
      tellFailed(error);
    }
    setBusy(false);
  };
  return (
    <div className={styles.box}>
      <Input.TextArea
        aria-label={t('comment')}
        placeholder={t('comment')}
        autoSize={{ minRows: 2, maxRows: 8 }}
        maxLength={5000}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
        }}
      />
      <Button size="small" type="primary" disabled={text.trim() === ''} loading={busy} onClick={() => void send()}>
        {t('send')}
      </Button>
    </div>
  );
}
