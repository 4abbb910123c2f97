import styles from './skeleton.module.css';

/** Grey rows in the place of rows that are still loading; appears after 200 ms. */
export function SkeletonRows({ rows = 8, height = 36 }: { rows?: number; height?: number }) {
  return (
    <div className={styles.rows} aria-hidden="true">
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows without identity
        <div key={index} className={styles.row} style={{ height }}>
          <span style={{ width: 16 }} />
          <span style={{ width: `${30 + ((index * 7) % 20)}%` }} />
          <span style={{ width: '12%' }} />
          <span style={{ width: '18%' }} />
        </div>
      ))}
    </div>
  );
}

/** Grey lines in the place of a page that is still loading. */
export function SkeletonPage() {
  return (
    <div className={styles.page}>
      <SkeletonRows rows={1} height={52} />
      <SkeletonRows />
    </div>
  );
}
