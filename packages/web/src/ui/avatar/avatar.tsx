import { colors } from '../theme/palette.ts';
import styles from './avatar.module.css';

// Grey reads as somebody who is gone.
const faces = colors.filter((color) => color !== 'grey');

/** The last character of a Chinese name, or the initials, on the colour that the person keeps everywhere. */
export function Avatar({ name, id, size = 20 }: { name: string; id?: string; size?: number }) {
  const color = colorOf(id ?? name);
  return (
    <span
      className={styles.avatar}
      aria-hidden="true"
      style={{
        width: size,
        height: size,
        fontSize: Math.round(size * 0.55),
        background: `var(--fw-${color}-bg)`,
        color: `var(--fw-${color}-text)`,
      }}
    >
      {lettersOf(name)}
    </span>
  );
}

/** Avatar and name side by side. */
export function Person({ name, id, size = 20 }: { name: string; id?: string; size?: number }) {
  return (
    <span className={styles.person}>
      <Avatar name={name} size={size} {...(id ? { id } : {})} />
      <span className={styles.name}>{name}</span>
    </span>
  );
}

function lettersOf(name: string): string {
  const trimmed = name.trim();
  if (/^[\x20-\x7e]+$/.test(trimmed)) {
    const words = trimmed.split(/\s+/);
    return words
      .slice(0, 2)
      .map((word) => word.charAt(0).toUpperCase())
      .join('');
  }
  return Array.from(trimmed).at(-1) ?? '';
}

function colorOf(seed: string): string {
  let sum = 0;
  for (const char of seed) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 9973;
  return faces[sum % faces.length] ?? 'grey';
}
