import { useTranslation } from 'react-i18next';
import { Mark } from '../../ui/mark/mark.tsx';
import { JointDrawing } from './joint-drawing.tsx';
import styles from './setup.module.css';

/** The left of the first run: what this is, and how far it is. */
export function SetupSide({ step }: { step: 1 | 2 | 3 }) {
  const { t } = useTranslation('setup');
  const steps = [
    { title: t('steps.fill'), hint: t('steps.fillHint') },
    { title: t('steps.install'), hint: t('steps.installHint') },
    { title: t('steps.enter'), hint: t('steps.enterHint') },
  ];
  return (
    <aside className={styles.side}>
      <div className={styles.brand}>
        <Mark size={32} />
        <strong>{t('product')}</strong>
        <span>Formwright</span>
      </div>
      <JointDrawing />
      <p className={styles.claim}>{t('claim')}</p>
      <p className={styles.claimHint}>{t('claimHint')}</p>
      <ol className={styles.steps}>
        {steps.map(({ title, hint }, index) => (
          <li key={title} aria-current={index + 1 === step ? 'step' : undefined}>
            <span className={styles.number}>{index + 1}</span>
            <span>
              {title}
              {index + 1 === step ? <small>{hint}</small> : null}
            </span>
          </li>
        ))}
      </ol>
    </aside>
  );
}
