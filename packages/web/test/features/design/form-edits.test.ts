import { fieldTypes } from '@formwright/metadata';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deleteField } from '../../../src/features/design/form/delete-field.ts';
import { addField, createField, newFieldKey, removeField, setRequired } from '../../../src/features/design/form/entity-edits.ts';
import { placeOf, putField, removeItem, removeSection, stepField } from '../../../src/features/design/form/form-edits.ts';
import { addOption, changeOption, removeOption, stepOption, withOptions } from '../../../src/features/design/form/option-edits.ts';
import { designedApp, order, orderForm } from '../../support/designed-app.ts';

const fieldsOf = (form: typeof orderForm) => form.sections.map((section) => section.items.map(({ field }) => field));

describe('dragging fields in a form', () => {
  it('puts a new field where it was dropped', () => {
    expect(fieldsOf(putField(orderForm, 'note', { section: 'basic', index: 1 }))).toEqual([['name', 'note', 'amount'], ['owner']]);
  });

  it('moves a field down within its section to where the line was', () => {
    expect(fieldsOf(putField(orderForm, 'name', { section: 'basic', index: 2 }))).toEqual([['amount', 'name'], ['owner']]);
  });

  it('moves a field to another section and keeps its rules', () => {
    const moved = putField(orderForm, 'amount', { section: 'more', index: 0 });
    expect(moved.sections[1]?.items[0]).toEqual({ field: 'amount', visibleWhen: 'name != null' });
    expect(fieldsOf(moved)).toEqual([['name'], ['amount', 'owner']]);
  });

  it('never loses or doubles a field, wherever it is put', () => {
    fc.assert(
      fc.property(fc.constantFrom('name', 'amount', 'owner'), fc.constantFrom('basic', 'more'), fc.nat(3), (field, section, index) => {
        const items = fieldsOf(putField(orderForm, field, { section, index })).flat();
        expect([...items].sort()).toEqual(['amount', 'name', 'owner']);
      }),
    );
  });

  it('steps a field into the next section by keyboard, and stops at the ends', () => {
    expect(placeOf(stepField(orderForm, 'amount', 1), 'amount')).toEqual({ section: 'more', index: 0 });
    expect(placeOf(stepField(orderForm, 'owner', -1), 'owner')).toEqual({ section: 'basic', index: 2 });
    expect(stepField(orderForm, 'name', -1)).toBe(orderForm);
  });

  it('gives the fields of a removed section to its neighbour and keeps the last section', () => {
    const one = removeSection(orderForm, 'basic');
    expect(fieldsOf(one)).toEqual([['name', 'amount', 'owner']]);
    expect(removeSection(one, 'more')).toBe(one);
  });

  it('takes a field out of the form only', () => {
    expect(fieldsOf(removeItem(orderForm, 'owner'))).toEqual([['name', 'amount'], []]);
  });
});

describe('the fields of an entity', () => {
  it('get keys of their kind that were never used', () => {
    const once = addField(order, 'text1', createField('text', '备注'));
    expect(newFieldKey(order, 'text')).toBe('text1');
    expect(newFieldKey(once, 'text')).toBe('text2');
    expect(newFieldKey(order, 'text', once)).toBe('text2');
  });

  it('can be made of every kind', () => {
    for (const name of fieldTypes.keys()) expect(createField(name, '标题', 'order')['x-field'].type).toBe(name);
  });

  it('are removed together with every mention the designer can mend', () => {
    const edits = deleteField(designedApp(), 'order', 'amount');
    const [entity, form, view] = edits.map(({ document }) => JSON.stringify(document));
    expect(entity).not.toContain('amount');
    expect(form).not.toContain('amount');
    expect(view).not.toContain('amount');
  });

  it('keep the one that names the records', () => {
    expect(removeField(order, 'name')).toBe(order);
  });

  it('forget an owner field and unique rules that are gone', () => {
    const without = removeField(removeField(order, 'owner'), 'amount');
    expect(without['x-entity']).toEqual({ titleField: 'name', unique: [['name']] });
  });

  it('are required or not', () => {
    expect(setRequired(order, 'amount', true).required).toEqual(['name', 'amount']);
    expect('required' in setRequired(order, 'name', false)).toBe(false);
  });
});

describe('the options of a choice', () => {
  const choice = createField('choice', '阶段');
  const options = choice['x-field'].options ?? [];

  it('get values that no other option has, and a colour not used yet', () => {
    const more = addOption(addOption(options, '三'), '四');
    expect(new Set(more.map(({ value }) => value)).size).toBe(4);
    expect(new Set(more.map(({ color }) => color)).size).toBe(4);
  });

  it('keep the allowed values in step', () => {
    const more = addOption(options, '三');
    expect(withOptions(choice, more).enum).toEqual(more.map(({ value }) => value));
  });

  it('are renamed without changing what is stored', () => {
    const [first] = options;
    const renamed = changeOption(options, first?.value ?? '', { label: '新' });
    expect(renamed[0]).toEqual({ ...first, label: '新' });
  });

  it('move, and the last one stays', () => {
    const [first, second] = options;
    expect(stepOption(options, second?.value ?? '', -1)).toEqual([second, first]);
    const one = removeOption(options, second?.value ?? '');
    expect(removeOption(one, first?.value ?? '')).toEqual([first]);
  });
});
