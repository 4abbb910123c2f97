import type { TaskDetail } from '@formwright/client';
import { AppError } from '@formwright/metadata';
import { Button, Input } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { Check, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../ui/feedback/toast.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import styles from './inbox.module.css';
import type { useDecide } from './use-decide.ts';
import type { DraftDecision } from './use-draft-decision.ts';
import { useShortcuts } from './use-shortcuts.ts';

interface DecisionBarProps {
  task: TaskDetail;
  draft: DraftDecision;
  decide: ReturnType<typeof useDecide>;
}

type Action = 'approve' | 'reject';

/** Where the person decides: comment, approve, reject; or what was decided. */
export function DecisionBar({ task, draft, decide }: DecisionBarProps) {
  if (task.state === 'open' && task.actions.includes('approve')) return <OpenBar task={task} draft={draft} decide={decide} />;
  return <ClosedBar task={task} />;
}

function OpenBar({ task, draft, decide }: DecisionBarProps) {
  const { t } = useTranslation('inbox');
  const [missing, setMissing] = useState<Action>();
  const box = useRef<TextAreaRef>(null);
  const problem = useProblemText(decide.error);
  const act = (action: Action) => {
    const comment = draft.comment.trim();
    const needed = task.commentRequired === 'always' || (task.commentRequired === 'onReject' && action === 'reject');
    if (needed && comment === '') {
      setMissing(action);
      box.current?.focus();
      return;
    }
    setMissing(undefined);
    if (!decide.isPending) decide.mutate({ action, comment, data: draft.data });
  };
  useShortcuts(
    new Map([
      ['a', () => act('approve')],
      ['r', () => act('reject')],
    ]),
  );
  const running = decide.isPending ? decide.variables.action : undefined;
  const hint = missing === 'reject' ? t('comment.missingReject') : missing === 'approve' ? t('comment.missing') : problem;
  return (
    <footer className={styles.bar}>
      <Input.TextArea
        ref={box}
        aria-label={t('comment.label')}
        placeholder={t(`comment.${task.commentRequired}`)}
        autoSize={{ minRows: 1, maxRows: 5 }}
        maxLength={2000}
        value={draft.comment}
        {...(missing ? { status: 'error' as const } : {})}
        onChange={(event) => {
          draft.setComment(event.target.value);
          setMissing(undefined);
        }}
      />
      {hint ? (
        <p className={styles.barProblem} role="alert">
          {hint}
        </p>
      ) : null}
      <Buttons task={task} running={running} onAct={act} />
    </footer>
  );
}

function Buttons({ task, running, onAct }: { task: TaskDetail; running: Action | undefined; onAct: (action: Action) => void }) {
  const { t } = useTranslation('inbox');
  return (
    <div className={styles.barActions}>
      <Button
        type="primary"
        className={styles.approve}
        loading={running === 'approve'}
        disabled={running === 'reject'}
        icon={<Check size={16} strokeWidth={2} />}
        onClick={() => onAct('approve')}
      >
        {t('approve')} <kbd>A</kbd>
      </Button>
      {task.actions.includes('reject') ? (
        <Button
          danger
          loading={running === 'reject'}
          disabled={running === 'approve'}
          icon={<X size={16} strokeWidth={2} />}
          onClick={() => onAct('reject')}
        >
          {t('reject')}
        </Button>
      ) : null}
    </div>
  );
}

/** Why a decision did not count, with who was first and when. */
function useProblemText(error: unknown): string | undefined {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  if (!error) return undefined;
  if (error instanceof AppError && error.code === 'ALREADY_DECIDED') {
    const at = String(error.params.at ?? '');
    return t('alreadyDecided', { name: String(error.params.name ?? ''), at: Number.isNaN(Date.parse(at)) ? at : format.moment(at) });
  }
  return errorText(error);
}

function ClosedBar({ task }: { task: TaskDetail }) {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  const { outcome } = task;
  if (!outcome) return null;
  const words = { name: outcome.by.name, at: task.closedAt ? format.moment(task.closedAt) : '' };
  return (
    <footer className={styles.closed} data-action={outcome.action}>
      <p>{outcome.action === 'reject' ? t('decided.rejected', words) : t('decided.approved', words)}</p>
      {outcome.comment === '' ? null : <blockquote>{outcome.comment}</blockquote>}
    </footer>
  );
}
