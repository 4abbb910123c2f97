import { defineConfig } from 'vitest/config';

const node = ['formula', 'metadata', 'access', 'workflow', 'client', 'embedded-mongo', 'server', 'cli', 'templates'];
const project = (name: string, include: string[], environment: 'node' | 'happy-dom' = 'node') => ({
  extends: true as const,
  // Not for the browser's tests: Node would then look for sources inside npm packages too, and antd has some that name theirs.
  ...(environment === 'node' ? { ssr: { resolve: { conditions: ['source'] } } } : {}),
  test: { name, include, environment },
});

/** One project per package; `tests/` holds what belongs to no single package. */
export default defineConfig({
  resolve: { conditions: ['source'] },
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    projects: [
      ...node.map((name) => project(name, [`packages/${name}/test/**/*.test.ts`])),
      project('web', ['packages/web/test/**/*.test.{ts,tsx}'], 'happy-dom'),
      project('architecture', ['tests/architecture/**/*.test.ts']),
      project('integration', ['tests/integration/**/*.test.ts']),
      project('e2e', ['tests/e2e/**/*.test.ts']),
    ],
  },
});
