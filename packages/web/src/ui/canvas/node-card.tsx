import type { WorkflowNode } from '@formwright/metadata';
import { CircleStop, ShieldAlert } from 'lucide-react';
import styles from './canvas.module.css';
import { NodeTile } from './node-tile.tsx';

interface NodeCardProps {
  type: WorkflowNode['type'];
  title: string;
  /** One line in words; for a condition the number of its branches. */
  summary: string;
  selected?: boolean;
  /** Number of faults; a badge, red or (for warnings) amber. */
  faults?: number;
  faultTone?: 'error' | 'warning';
  /** Words of the first fault, for the badge's tooltip. */
  faultText?: string;
  /** Words for the red shield of a node that acts with the system's rights; none for others. */
  asSystem?: string;
}

/** A node of a workflow as the canvas draws it: card, condition pill or end pill. */
export function NodeCard({ type, title, summary, selected = false, faults = 0, faultTone = 'error', faultText, asSystem }: NodeCardProps) {
  return (
    <div
      className={styles.node}
      data-type={type}
      data-selected={selected || undefined}
      data-faulty={(faults > 0 && faultTone === 'error') || undefined}
    >
      {type === 'end' ? (
        <CircleStop size={14} strokeWidth={2} aria-hidden />
      ) : (
        <NodeTile type={type} size={type === 'condition' ? 28 : 32} />
      )}
      <span className={styles.nodeText}>
        <strong>{title}</strong>
        {type === 'end' ? null : <small>{summary}</small>}
      </span>
      {asSystem ? (
        <span className={styles.shield} role="img" aria-label={asSystem} title={asSystem}>
          <ShieldAlert size={16} strokeWidth={1.75} aria-hidden />
        </span>
      ) : null}
      {faults > 0 ? (
        <span className={styles.badge} data-tone={faultTone} title={faultText}>
          {faults}
        </span>
      ) : null}
    </div>
  );
}
