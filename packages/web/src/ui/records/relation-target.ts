/** Where a relation points: its app and entity. */
export function relationTarget(app: string, to: string): { app: string; entity: string } {
  const dot = to.indexOf('.');
  return dot < 0 ? { app, entity: to } : { app: to.slice(0, dot), entity: to.slice(dot + 1) };
}
