import { expect, it } from 'vitest';
import { simulate } from '../src/index.ts';
import { factsWith, levelApproval } from './level-approval.ts';

it('a simulation plays the whole path and only pretends to write', () => {
  const record = { name: '苏州栖梧', level: 'C' };
  const facts = { ...factsWith({ manager: ['boss'], tell: ['sales'] }, record), initiator: 'sales', input: { level: 'A' } };
  const { run, commands } = simulate(
    levelApproval(),
    [{ kind: 'act', task: 'simulation-2', action: 'approve', by: 'boss', comment: '' }],
    facts,
  );
  expect(run.status).toBe('completed');
  expect(commands.map((command) => command.kind)).toEqual(['openTask', 'write', 'notify', 'tellEnd']);
  expect(record.level).toBe('C');
});
