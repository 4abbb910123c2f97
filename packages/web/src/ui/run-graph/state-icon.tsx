import { Ban, CircleAlert, CircleCheck, CircleDashed, CircleDot, CircleX } from 'lucide-react';
import styles from './run-graph.module.css';
import type { StepState } from './run-states.ts';

/** The sign of a step's state: shape and colour. */
export function StateIcon({ state }: { state: StepState }) {
  const Icon = {
    done: CircleCheck,
    now: CircleDot,
    toCome: CircleDashed,
    passedBy: CircleDashed,
    failed: CircleAlert,
    rejected: CircleX,
    stopped: Ban,
  }[state];
  return (
    <span className={styles.icon} data-state={state}>
      <Icon size={16} strokeWidth={1.75} aria-hidden />
    </span>
  );
}
