import { describe, expect, test } from 'vitest';
import { type AppDocuments, diffApps, type EntityDoc, impactOf, migrationOf } from '../../src/index.ts';
import { customerApp } from '../customer-app.ts';

const before = customerApp().docs;

function changed(change: (docs: AppDocuments) => void): AppDocuments {
  const docs = structuredClone(before);
  change(docs);
  return docs;
}

const customerOf = (docs: AppDocuments): EntityDoc => docs.entities.find((entity) => entity.key === 'customer')!;

describe('what differs', () => {
  test('between a version and itself is nothing, and everything is new at first', () => {
    expect(diffApps(before, structuredClone(before))).toEqual([]);
    expect(diffApps(undefined, before).every((change) => change.change === 'added')).toBe(true);
  });

  test('is told by document and place', () => {
    const after = changed((docs) => {
      customerOf(docs).properties.amount!.title = '年采购额';
      customerOf(docs).properties.budget = { title: '预算', type: 'number', 'x-field': { type: 'money' } };
      docs.views = docs.views.filter((view) => view.key !== 'mine');
      docs.roles.push({ key: 'guest', title: '访客', grants: [] });
    });
    expect(diffApps(before, after)).toEqual([
      { kind: 'entity', key: 'customer', title: '客户', change: 'changed', paths: ['/properties/amount/title', '/properties/budget'] },
      { kind: 'role', key: 'guest', title: '访客', change: 'added', paths: [] },
      { kind: 'view', key: 'mine', title: before.views.find((view) => view.key === 'mine')!.title, change: 'removed', paths: [] },
    ]);
  });

  test('sees fields that only changed places', () => {
    const after = changed((docs) => {
      const entity = customerOf(docs);
      entity.properties = Object.fromEntries(Object.entries(entity.properties).reverse());
    });
    expect(diffApps(before, after)).toEqual([expect.objectContaining({ key: 'customer', paths: ['/properties'] })]);
  });
});

describe('who uses a field', () => {
  test('is found in relations, views, forms, dashboards, roles and workflows', () => {
    const { uses } = impactOf({ entity: 'customer', field: 'level' }, before);
    expect(new Set(uses.map((use) => use.kind))).toEqual(new Set(['entity', 'form', 'view', 'dashboard', 'role', 'workflow']));
    expect(impactOf({ entity: 'customer', field: 'level' }, before).uses.every((use) => use.paths.length > 0)).toBe(true);
  });

  test('is found in formulas too, and said so', () => {
    const after = changed((docs) => {
      customerOf(docs)['x-entity'].rules = [{ check: 'amount > 0 or stage = "lead"', message: '金额' }];
      docs.workflows[0]!.trigger.when = 'record.amount > 100';
    });
    const uses = impactOf({ entity: 'customer', field: 'amount' }, after).uses.filter((use) => use.formula);
    expect(uses.map((use) => [use.kind, use.paths.filter((path) => /rules|when/.test(path))])).toEqual([
      ['entity', ['/x-entity/rules/0/check']],
      ['workflow', ['/trigger/when']],
    ]);
  });

  test('of an entity counts relations, forms and the menu, but not the entity itself', () => {
    const { uses } = impactOf({ entity: 'customer' }, before);
    expect(uses.map((use) => `${use.kind} ${use.key}`)).toEqual(
      expect.arrayContaining(['app customer', 'entity contact', 'entity followUp', 'form customer', 'workflow level-approval']),
    );
    expect(uses.some((use) => use.kind === 'entity' && use.key === 'customer')).toBe(false);
  });

  test('of a field that nobody knows is nobody', () => {
    expect(impactOf({ entity: 'customer', field: 'nothing' }, before).uses).toEqual([]);
  });
});

describe('what a change does to stored records', () => {
  test('is listed field by field', () => {
    const after = changed((docs) => {
      const { properties } = customerOf(docs);
      properties.budget = { title: '预算', type: 'number', 'x-field': { type: 'money' } };
      properties.phone!['x-field'].unique = true;
      properties.remark = { title: '备注', type: 'number', 'x-field': { type: 'number' } };
      properties.level!.enum = ['A', 'B', 'C'];
      properties.level!['x-field'].options = properties.level!['x-field'].options!.filter((option) => option.value !== 'D');
      delete properties.industry;
      customerOf(docs).required = ['name', 'phone', 'budget'];
      docs.entities = docs.entities.filter((entity) => entity.key !== 'followUp');
    });
    expect(
      migrationOf(before, after).map(
        (step) => `${step.kind} ${step.entity}${'field' in step ? `.${step.field}` : ''}${'value' in step ? `=${step.value}` : ''}`,
      ),
    ).toEqual([
      'fieldRequired customer.phone',
      'fieldUnique customer.phone',
      'optionRemoved customer.level=D',
      'fieldTypeChanged customer.remark',
      'fieldAdded customer.budget',
      'fieldRequired customer.budget',
      'fieldRemoved customer.industry',
      'entityRemoved followUp',
    ]);
  });

  test('is nothing when only titles and layouts change', () => {
    expect(
      migrationOf(
        before,
        changed((docs) => {
          customerOf(docs).properties.amount!.title = '新名';
          docs.views.pop();
        }),
      ),
    ).toEqual([]);
    expect(migrationOf(undefined, before).map((step) => step.kind)).toEqual(before.entities.map(() => 'entityAdded'));
  });
});
