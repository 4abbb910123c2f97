import type { Color } from '@formwright/metadata';
import { DocIcon } from '../icons/doc-icon.tsx';
import { colors } from '../theme/palette.ts';

/** An app's icon in white on a square of its colour. */
export function AppTile({ icon, color, size = 20 }: { icon: string; color: string; size?: number }) {
  const known: Color = colors.find((name) => name === color) ?? 'teal';
  return (
    <span
      aria-hidden="true"
      style={{
        display: 'inline-flex',
        flex: 'none',
        alignItems: 'center',
        justifyContent: 'center',
        width: size,
        height: size,
        borderRadius: size / 4,
        background: `var(--fw-${known}-tile)`,
        color: '#FFFFFF',
      }}
    >
      <DocIcon name={icon} size={Math.round(size * 0.6)} />
    </span>
  );
}
