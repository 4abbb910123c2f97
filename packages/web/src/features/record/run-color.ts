import type { Run } from '@formwright/client';
import type { Color } from '@formwright/metadata';

const colors = new Map<Run['status'], Color>([
  ['running', 'teal'],
  ['completed', 'green'],
  ['rejected', 'red'],
  ['withdrawn', 'grey'],
  ['terminated', 'grey'],
  ['failed', 'red'],
  ['stuck', 'amber'],
]);

/** The colour of a run's state. */
export function runColor(status: Run['status']): Color {
  return colors.get(status) ?? 'grey';
}
