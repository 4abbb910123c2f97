import { type EntityDoc, normaliseEntity, type RoleDoc } from '@formwright/metadata';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AccessFacts,
  actionsOf,
  allows,
  compileAccess,
  creatableFields,
  explain,
  planFor,
  queryFields,
  scopeFor,
  visibleFields,
} from '../src/index.ts';

const entity = normaliseEntity({
  key: 'lead',
  title: '线索',
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string', title: '名称', 'x-field': { type: 'text' } },
    salary: { type: 'number', title: '薪资', 'x-field': { type: 'money' } },
    no: { type: 'string', title: '编号', readOnly: true, 'x-field': { type: 'serial', pattern: 'L-{0000}' } },
    owner: { type: 'string', title: '负责人', 'x-field': { type: 'member' } },
    status: {
      type: 'string',
      title: '状态',
      enum: ['new', 'won'],
      'x-field': {
        type: 'choice',
        options: [
          { value: 'new', label: '新' },
          { value: 'won', label: '赢' },
        ],
      },
    },
  },
  'x-entity': { titleField: 'name', ownerField: 'owner' },
} satisfies EntityDoc);

const facts: AccessFacts = {
  now: '2026-11-22T08:00:00Z',
  timeZone: 'Asia/Shanghai',
  me: 'alice',
  myReports: ['bob'],
  myDepartment: 'd1',
  myDepartments: ['d1'],
  departmentPeople: ['alice', 'carl'],
};
const role = (key: string, ...grants: RoleDoc['grants']): RoleDoc => ({ key, title: key, grants });
const access = (...roles: RoleDoc[]) => compileAccess(entity, { kind: 'roles', roles }, facts);
const sales = role('sales', {
  entity: 'lead',
  actions: ['read', 'create', 'update'],
  scope: [{ kind: 'own' }],
  fields: { fields: { salary: 'hidden', status: 'read' } },
});
const manager = role('manager', { entity: 'lead', actions: ['read', 'update'], scope: [{ kind: 'department' }, { kind: 'reports' }] });
const hr = role('hr', {
  entity: 'lead',
  actions: ['read'],
  scope: [{ kind: 'all' }],
  fields: { default: 'hidden', fields: { name: 'read', salary: 'read' } },
});
const ofAlice = { id: '1', owner: 'alice' };
const ofBob = { id: '2', owner: 'bob' };
const ofDora = { id: '3', owner: 'dora' };

describe('what a role allows', () => {
  it('is nothing at all without a grant', () => {
    const none = access(role('idle', { entity: 'other', actions: ['read'], scope: [{ kind: 'all' }] }));
    expect(scopeFor(none, 'read')).toBeNull();
    expect([...visibleFields(none)]).toEqual([]);
    expect(allows(none, 'read', ofAlice)).toBe(false);
  });

  it('is everything but system and computed fields for an admin', () => {
    const all = compileAccess(entity, { kind: 'admin' }, facts);
    expect(allows(all, 'delete', ofDora)).toBe(true);
    expect(planFor(all, ofDora).get('salary')).toBe('write');
    expect(planFor(all, ofDora).get('no')).toBe('read');
    expect(planFor(all, ofDora).get('createdAt')).toBe('read');
  });

  it('reaches own records, those of the department, and those of one’s people', () => {
    expect([ofAlice, ofBob, ofDora].map((record) => allows(access(sales), 'read', record))).toEqual([true, false, false]);
    expect([ofAlice, ofBob, { owner: 'carl' }, ofDora].map((record) => allows(access(manager), 'read', record))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  it('lets an update hand a record over, but not plant a new one at somebody else', () => {
    expect(allows(access(sales), 'update', ofAlice)).toBe(true);
    expect(creatableFields(access(sales), ofAlice).has('name')).toBe(true);
    expect([...creatableFields(access(sales), ofBob)]).toEqual([]);
  });

  it('names a hidden field nowhere, and does not let a read-only one be written', () => {
    const plan = planFor(access(sales), ofAlice);
    expect(plan.has('salary')).toBe(false);
    expect(plan.get('status')).toBe('read');
    expect(plan.get('name')).toBe('write');
    expect(queryFields(access(sales)).has('salary')).toBe(false);
  });
});

describe('somebody from whom a field is hidden', () => {
  it('may not ask by number, time or author of the last change, which would tell of hidden edits; who sees all may', () => {
    const last = ['version', 'updatedAt', 'updatedBy'];
    expect(last.filter((key) => queryFields(access(sales)).has(key))).toEqual([]);
    expect(last.every((key) => visibleFields(access(sales)).has(key))).toBe(true);
    expect(last.filter((key) => queryFields(compileAccess(entity, { kind: 'admin' }, facts)).has(key))).toEqual(last);
    expect(scopeFor(access(sales), 'read', ['createdAt'])).toEqual(scopeFor(access(sales), 'read'));
    expect(scopeFor(access(sales), 'read', ['updatedAt'])).toBeNull();
  });
});

describe('two roles together', () => {
  const both = access(sales, hr);

  it('do not lend each other fields beyond their records', () => {
    expect(planFor(both, ofAlice).has('salary')).toBe(true);
    expect(planFor(both, ofDora).has('salary')).toBe(true);
    expect(planFor(both, ofDora).has('status')).toBe(false);
  });

  it('may only query by what both show, so that no count tells more', () => {
    expect(queryFields(both).has('name')).toBe(true);
    expect(queryFields(both).has('salary')).toBe(false);
    expect(queryFields(both).has('status')).toBe(false);
  });

  it('never allow less than one of them', () => {
    const records = fc.record({ owner: fc.constantFrom('alice', 'bob', 'carl', 'dora'), status: fc.constantFrom('new', 'won') });
    const roles = fc.subarray([sales, manager, hr]);
    fc.assert(
      fc.property(records, roles, fc.constantFrom(sales, manager, hr), (record, held, more) => {
        const [less, all] = [access(...held), access(...held, more)];
        for (const action of actionsOf(less)) if (allows(less, action, record)) expect(allows(all, action, record)).toBe(true);
        for (const [field, right] of planFor(less, record)) expect([right, 'write']).toContain(planFor(all, record).get(field));
      }),
    );
  });
});

describe('explaining', () => {
  it('says what each grant answers', () => {
    expect(explain(access(sales, hr), { action: 'read', record: ofDora, field: 'status' })).toEqual({
      allowed: false,
      reasons: [
        { role: 'sales', verdict: 'outOfScope' },
        { role: 'hr', verdict: 'hidesField' },
      ],
    });
    expect(explain(access(sales), { action: 'update', record: ofAlice, field: 'status' }).reasons).toEqual([
      { role: 'sales', verdict: 'fieldReadOnly' },
    ]);
    expect(explain(access(sales), { action: 'delete' }).reasons).toEqual([{ role: 'sales', verdict: 'lacksAction' }]);
  });
});
