import { describe, expect, it } from 'vitest';
import { write, writeOne } from '../../src/write/write.ts';
import { useWorld } from '../world.ts';

const world = useWorld();
const at = { app: 'crm', entity: 'customer' };

describe('writing records', () => {
  it('creates a customer with its number, defaults and owner', async () => {
    const done = await writeOne(world.services, world.as.alice, {
      intent: { ...at, do: 'create', values: { name: '北京云图', amount: 1.005 } },
    });
    expect(done).toMatchObject({ did: 'created', version: 1 });
    expect(done.record).toMatchObject({
      name: '北京云图',
      stage: 'new',
      owner: world.people.alice.id,
      amount: 1.01,
      no: 'C-20261122-0001',
    });
  });

  it('refuses a salesperson who writes the level, whatever the value', async () => {
    const [result] = await write(world.services, world.as.alice, { intents: [{ ...at, do: 'create', values: { name: '甲', level: 42 } }] });
    expect(result).toMatchObject({ ok: false, error: { code: 'FIELD_FORBIDDEN', status: 403, details: [{ path: '/level' }] } });
  });
});
