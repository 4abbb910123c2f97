/** Stands here until written. */
export function KanbanView() {
  return null;
}
