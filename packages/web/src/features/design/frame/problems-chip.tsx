import type { DraftProblem } from '@formwright/client';
import { Popover } from 'antd';
import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { culpritOf } from '../state/culprit.ts';
import { useDesign, useDesignStore } from '../state/design-context.tsx';
import { documentOf } from '../state/documents.ts';
import type { useDraftCheck } from '../state/use-draft-check.ts';
import { addressOf } from './address.ts';
import styles from './design-frame.module.css';

/** How many problems the draft has; opens a list that leads to each culprit. */
export function ProblemsChip({ check }: { check: ReturnType<typeof useDraftCheck> }) {
  const { t } = useTranslation('design');
  const [open, setOpen] = useState(false);
  const errors = check.problems.filter(({ severity }) => severity === 'error');
  const warnings = check.problems.filter(({ severity }) => severity === 'warning');
  if (check.problems.length === 0) {
    return (
      <span className={styles.chip} data-tone="fine" aria-busy={check.checking}>
        <CircleCheck size={16} strokeWidth={1.75} aria-hidden />
        {check.error ? t('problems.unchecked') : t('problems.none')}
      </span>
    );
  }
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="topLeft"
      arrow={false}
      content={<ProblemList problems={[...errors, ...warnings]} onGo={() => setOpen(false)} />}
    >
      <button type="button" className={styles.chip} data-tone={errors.length > 0 ? 'error' : 'warning'}>
        {errors.length > 0 ? (
          <CircleAlert size={16} strokeWidth={1.75} aria-hidden />
        ) : (
          <TriangleAlert size={16} strokeWidth={1.75} aria-hidden />
        )}
        {errors.length > 0 ? t('problems.errors', { count: errors.length }) : t('problems.warnings', { count: warnings.length })}
      </button>
    </Popover>
  );
}

function ProblemList({ problems, onGo }: { problems: readonly DraftProblem[]; onGo: () => void }) {
  const store = useDesignStore();
  const docs = useDesign((design) => design.history.docs);
  const navigate = useNavigate();
  const go = (problem: DraftProblem) => {
    const culprit = culpritOf(docs, problem);
    if (culprit === undefined) return;
    void navigate(addressOf(docs.app.key, culprit.page, culprit.key));
    store.getState().select(culprit.selection);
    onGo();
  };
  return (
    <ul className={styles.problems}>
      {problems.map((problem) => (
        <li key={`${problem.document.kind}/${problem.document.key}${problem.path}${problem.code}${problem.message}`}>
          <button
            type="button"
            disabled={culpritOf(docs, problem) === undefined}
            onClick={() => go(problem)}
            data-severity={problem.severity}
          >
            <CircleAlert size={16} strokeWidth={1.75} aria-hidden />
            <span>
              {problem.message}
              <small>{titleOf(documentOf(docs, problem.document), problem.document.key)}</small>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function titleOf(document: object | undefined, key: string): string {
  return document !== undefined && 'title' in document ? String(document.title) : key;
}
