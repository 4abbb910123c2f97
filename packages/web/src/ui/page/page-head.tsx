import type { ReactNode } from 'react';
import styles from './page-head.module.css';

interface PageHeadProps {
  icon?: ReactNode;
  title: string;
  /** Beside the title: a count, a state. */
  meta?: ReactNode;
  /** At the right; at most one primary button. */
  actions?: ReactNode;
}

/** The head of a page: 52 px, icon, title, what can be done. */
export function PageHead({ icon, title, meta, actions }: PageHeadProps) {
  return (
    <header className={styles.head}>
      {icon ? <span className={styles.icon}>{icon}</span> : null}
      <h1 className={styles.title}>{title}</h1>
      {meta ? <span className={styles.meta}>{meta}</span> : null}
      <span className={styles.space} />
      {actions ? <div className={styles.actions}>{actions}</div> : null}
    </header>
  );
}

/** The whole of a page below the shell: a column that fills the height. */
export function Page({ children }: { children: ReactNode }) {
  return <div className={styles.page}>{children}</div>;
}
