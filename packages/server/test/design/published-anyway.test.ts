import { expect, it, vi } from 'vitest';
import { restoreVersion } from '../../src/design/publish.ts';
import { count } from '../../src/read/query.ts';
import { writeOne } from '../../src/write/write.ts';
import { customerApp, field, useWorld } from '../world.ts';

const world = useWorld();
const at = { app: 'crm', entity: 'customer' } as const;

it('what fails after the switch does not make a published version look refused', async () => {
  const remark = (searchable: boolean) =>
    customerApp((documents) => {
      documents.entities[0]!.properties.remark = field({ kind: 'longText', title: '备注', type: 'string', searchable });
    });
  await world.publish(remark(true));
  await world.publish(remark(false));
  const { catalogue } = world.services;
  const { version } = catalogue.app('crm');
  await writeOne(world.services, world.as.admin, { intent: { ...at, do: 'create', values: { name: '甲', remark: '初雪' } } });
  const refresh = vi.spyOn(catalogue, 'refresh').mockResolvedValueOnce().mockRejectedValueOnce(new Error('the database is away'));
  const published = await restoreVersion(world.services, world.as.admin, { app: 'crm', version: version - 1, locale: 'zh-CN' });
  expect(refresh).toHaveBeenCalledTimes(2);
  refresh.mockRestore();
  expect(published).toBe(version + 1);
  await catalogue.refresh();
  expect(catalogue.app('crm').version).toBe(version + 1);
  expect(await count(world.services, world.as.admin, { ...at, search: '初雪' })).toBe(1);
});
