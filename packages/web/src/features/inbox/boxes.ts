import type { TaskBox } from '@formwright/client';

/** The boxes of the inbox in the order of their tabs. */
export const boxes: readonly TaskBox[] = ['todo', 'done', 'started', 'cc'];

/** The box that an address names; what is to do for any other text. */
export function toBox(text: string | null): TaskBox {
  return boxes.find((box) => box === text) ?? 'todo';
}

/** The id before or after one in a list; the first or last when it is not there, undefined in an empty list. */
export function neighbour(ids: readonly string[], id: string | undefined, by: -1 | 1): string | undefined {
  const at = id === undefined ? -1 : ids.indexOf(id);
  if (at < 0) return by === 1 ? ids[0] : ids.at(-1);
  return ids[Math.min(ids.length - 1, Math.max(0, at + by))];
}

/** The id to open when one leaves the list: the one below it, else the one above. */
export function afterLeaving(ids: readonly string[], id: string): string | undefined {
  const at = ids.indexOf(id);
  return at < 0 ? ids[0] : (ids[at + 1] ?? ids[at - 1]);
}
