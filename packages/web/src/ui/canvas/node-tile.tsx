import type { WorkflowNode } from '@formwright/metadata';
import { nodeKinds } from '@formwright/workflow';
import { familyColor, nodeIcon } from './node-look.ts';

/** The glyph of a kind of node on a square of its family's colour. */
export function NodeTile({ type, size = 32 }: { type: WorkflowNode['type']; size?: number }) {
  const kind = nodeKinds.get(type);
  const color = familyColor[kind?.family ?? 'end'];
  const Icon = nodeIcon(kind?.icon ?? '');
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
        borderRadius: type === 'condition' ? size / 2 : 6,
        background: `var(--fw-${color}-bg)`,
        color: `var(--fw-${color}-text)`,
      }}
    >
      <Icon size={Math.round(size * 0.56)} strokeWidth={1.75} />
    </span>
  );
}
