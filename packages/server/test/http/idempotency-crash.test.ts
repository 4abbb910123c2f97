import { describe, expect, it } from 'vitest';
import { once } from '../../src/http/idempotency.ts';
import { count } from '../../src/read/query.ts';
import { writeOne } from '../../src/write/write.ts';
import { useWorld } from '../world.ts';

const world = useWorld();
const at = { app: 'crm', entity: 'customer' } as const;
const called = (name: string) => count(world.services, world.as.admin, { ...at, filter: { field: 'name', op: 'eq', value: name } });

/** A call that makes a customer; `then` is what its process does after the commit. */
function make(key: string, name: string, then: (answer: unknown) => Promise<unknown> = async (answer) => answer): Promise<unknown> {
  return once(world.services, { caller: world.people.alice.id, key, request: name }, async (keep) => {
    const intent = { ...at, do: 'create', values: { name } } as const;
    const answerOf = (id: string) => ({ id, name });
    const made = await writeOne(world.services, world.as.alice, {
      intent,
      receipt: async (tx, [result]) => (result?.ok ? keep?.(tx, answerOf(result.id)) : undefined),
    });
    return then(answerOf(made.id));
  });
}

/** A promise and what opens it. */
function gate<T = void>() {
  let open: (value: T) => void = () => undefined;
  const opened = new Promise<T>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

describe('a repeat under an Idempotency-Key', () => {
  it('after a crash right behind the commit is answered with the record that was made, at once', async () => {
    const committed = gate<unknown>();
    void make('crash-1', '断电前', (answer) => {
      committed.open(answer);
      return new Promise(() => undefined);
    });
    const answer = await committed.opened;
    expect(await make('crash-1', '断电前')).toEqual(answer);
    expect(await called('断电前')).toBe(1);
  });

  it('that took the key of a call thought dead leaves that call with nothing to commit', async () => {
    const claimed = gate();
    const held = gate();
    const slow = once(world.services, { caller: world.people.alice.id, key: 'crash-2', request: '两次' }, async (keep) => {
      claimed.open();
      await held.opened;
      const intent = { ...at, do: 'create', values: { name: '两次' } } as const;
      return writeOne(world.services, world.as.alice, { intent, receipt: async (tx) => keep?.(tx, 'slow') });
    });
    await claimed.opened;
    await expect(make('crash-2', '两次')).rejects.toMatchObject({ code: 'IDEMPOTENCY_RUNNING' });
    world.clock.now += 60_000;
    const answer = await make('crash-2', '两次');
    held.open();
    await expect(slow).rejects.toMatchObject({ code: 'LOST_RACE' });
    expect(await make('crash-2', '两次')).toEqual(answer);
    expect(await called('两次')).toBe(1);
  });
});
