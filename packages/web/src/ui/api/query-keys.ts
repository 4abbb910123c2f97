/** The keys under which server answers are kept; everything that invalidates names one of these. */
export const queryKeys = {
  session: ['session'] as const,
  setup: ['setup'] as const,
  apps: ['apps'] as const,
  app: (app: string) => ['app', app] as const,
  people: ['people'] as const,
  templates: ['templates'] as const,
  /** Everything about the records of one entity: pages, counts, single records, titles. */
  records: (app: string, entity: string) => ['records', app, entity] as const,
  record: (app: string, entity: string, id: string) => ['records', app, entity, 'one', id] as const,
  tasks: ['tasks'] as const,
  task: (id: string) => ['tasks', 'one', id] as const,
  run: (id: string) => ['runs', id] as const,
  recordRuns: (app: string, entity: string, id: string) => ['runs', 'of', app, entity, id] as const,
  notifications: ['notifications'] as const,
  users: ['users'] as const,
  departments: ['departments'] as const,
  draft: (app: string) => ['draft', app] as const,
} as const;
