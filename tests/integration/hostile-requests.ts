import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeTestServer } from '../../packages/server/test/database.ts';
import { type Got, type HostileWorld, leads, makeWorld, type Send } from './hostile-world.ts';

/** A hostile request and its twin: the same with the hostile part made harmless, by somebody entitled. */
export interface Case {
  id: string;
  hostile: () => Send;
  twin: () => Send;
  /** Statuses that count as refused; any 4xx when left out. */
  status?: number[];
}

/** A hostile world for the tests of one file. */
export function useHostileWorld(): HostileWorld {
  const world = {} as HostileWorld;
  beforeAll(async () => void Object.assign(world, await makeWorld()), 120_000);
  afterAll(async () => {
    await world.close?.();
    await closeTestServer();
  });
  return world;
}

/** A POST. */
export const post = (as: Send['as'], path: string, body?: unknown, headers?: Record<string, string>): Send => ({
  as,
  method: 'POST',
  path,
  body,
  ...(headers ? { headers } : {}),
});
/** A page of leads. */
export const query = (as: Send['as'], body: unknown): Send => post(as, `${leads}/query`, body);
/** A PATCH. */
export const patch = (as: Send['as'], path: string, body: unknown): Send => ({ as, method: 'PATCH', path, body });
/** A GET. */
export const get = (as: Send['as'], path: string): Send => ({ as, method: 'GET', path });

/** One test per case. */
export function refuseEach(world: HostileWorld, cases: readonly Case[]): void {
  describe.each(cases)('$id', ({ hostile, twin, status }) => {
    it('is refused by name, and its harmless twin is not', async () => {
      const refused = await world.send(hostile());
      expect([refused.status, status ?? (refused.status >= 400 && refused.status < 500)]).toEqual([refused.status, status ?? true]);
      if (status) expect(status).toContain(refused.status);
      expect(refused.json?.error.code).toMatch(/^[A-Z_]+$/);
      expectSilent(refused);
      const allowed = await world.send(twin());
      expect([allowed.status < 300, allowed.status < 300 ? '' : allowed.text]).toEqual([true, '']);
    });
  });
}

/** No secret, no trace of the program, nothing of the database. */
function expectSilent({ text }: Got): void {
  expect(text).not.toContain('CANARY');
  expect(text).not.toMatch(/E11000|keyValue|node_modules|\.ts:\d|at async/);
}
