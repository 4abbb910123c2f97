import type { Color } from '@formwright/metadata';
import styles from './option-tag.module.css';

/** An option as a small tag in its colour; grey without one. */
export function OptionTag({ label, color = 'grey', small = false }: { label: string; color?: Color; small?: boolean }) {
  return (
    <span
      className={styles.tag}
      data-small={small || undefined}
      style={{ background: `var(--fw-${color}-bg)`, color: `var(--fw-${color}-text)` }}
    >
      {label}
    </span>
  );
}

/** A dot in an option's solid colour. */
export function OptionDot({ color = 'grey' }: { color?: Color }) {
  return <span className={styles.dot} style={{ background: `var(--fw-${color}-solid)` }} aria-hidden="true" />;
}
