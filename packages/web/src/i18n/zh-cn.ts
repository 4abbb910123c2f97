/** Every Chinese text by namespace; loaded as one piece. */
export const texts: Record<string, unknown> = Object.fromEntries(
  Object.entries(import.meta.glob<unknown>('./zh-CN/*.json', { eager: true, import: 'default' })).map(([path, value]) => [
    path.replace(/^.*\/|\.json$/g, ''),
    value,
  ]),
);
