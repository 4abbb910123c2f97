import { Button, Spin } from 'antd';
import { Circle, CircleAlert, CircleCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../ui/feedback/toast.ts';
import styles from './setup.module.css';
import type { Installation } from './use-setup.ts';

interface SetupProgressProps {
  installations: readonly Installation[];
  onRetry: () => void;
  onSkip: () => void;
}

/** How far the installation of the chosen apps is. */
export function SetupProgress({ installations, onRetry, onSkip }: SetupProgressProps) {
  const { t } = useTranslation('setup');
  const done = installations.filter(({ state }) => state === 'done').length;
  const stopped = !installations.some(({ state }) => state === 'working' || state === 'waiting');
  return (
    <section aria-live="polite">
      <h1 className={styles.title}>{t('installing.title')}</h1>
      <p className={styles.subtitle}>{t('installing.hint', { done, count: installations.length })}</p>
      <ul className={styles.installations}>
        {installations.map((one) => (
          <li key={one.template} data-state={one.state}>
            <StateIcon state={one.state} />
            <span>
              {one.title}
              {one.state === 'failed' ? <small>{errorText(one.error)}</small> : null}
            </span>
          </li>
        ))}
      </ul>
      {stopped && done < installations.length ? (
        <div className={styles.actions}>
          <Button type="primary" size="large" onClick={onRetry}>
            {t('installing.retry')}
          </Button>
          <Button size="large" onClick={onSkip}>
            {t('installing.skip')}
          </Button>
        </div>
      ) : null}
    </section>
  );
}

function StateIcon({ state }: { state: Installation['state'] }) {
  switch (state) {
    case 'working':
      return <Spin size="small" />;
    case 'done':
      return <CircleCheck size={20} strokeWidth={1.75} aria-hidden />;
    case 'failed':
      return <CircleAlert size={20} strokeWidth={1.75} aria-hidden />;
    case 'waiting':
      return <Circle size={20} strokeWidth={1.75} aria-hidden />;
  }
}
