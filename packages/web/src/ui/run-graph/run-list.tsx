import type { Run } from '@formwright/client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import styles from './run-graph.module.css';
import { orderedSteps } from './run-graph.tsx';
import { StateIcon } from './state-icon.tsx';
import { stepWords } from './step-words.ts';

/** A run as a list of steps, for narrow screens and screen readers. */
export function RunList({ run }: { run: Run }) {
  const { t } = useTranslation('canvas');
  const format = useFormat();
  return (
    <ol className={styles.list}>
      {orderedSteps(run).map((step) => {
        const { title, detail } = stepWords(step, t, format);
        return (
          <li key={step.id} data-state={step.state}>
            <StateIcon state={step.state} />
            <span className={styles.words}>
              <strong>{title}</strong>
              <small>{detail}</small>
              {step.comments.map(({ by, text }) => (
                <small key={`${by}-${text}`} className={styles.comment}>
                  {t('run.comment', { by, text })}
                </small>
              ))}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
