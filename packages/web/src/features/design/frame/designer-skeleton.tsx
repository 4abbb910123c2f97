import styles from './designer-skeleton.module.css';

/** Palette, canvas and properties of a designer that is still loading; appears after 200 ms. */
export function DesignerSkeleton() {
  return (
    <div className={styles.designer} aria-hidden="true">
      <div className={styles.palette}>
        {Array.from({ length: 16 }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: tiles without identity
          <span key={index} />
        ))}
      </div>
      <div className={styles.canvas} />
      <div className={styles.panel} />
    </div>
  );
}

/** The whole frame of a designer whose draft is still loading. */
export function DesignSkeleton() {
  return (
    <div className={styles.frame} aria-hidden="true">
      <div className={styles.head} />
      <DesignerSkeleton />
      <div className={styles.bar} />
    </div>
  );
}
