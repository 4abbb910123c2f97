import { fieldTypes } from '@formwright/metadata';
import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { fieldKind, fieldKinds } from '../../../src/ui/field-kinds/field-kinds.ts';
import { FieldValue } from '../../../src/ui/field-kinds/field-value.tsx';
import { customerModel } from '../../support/customer.ts';

describe('the kinds of field in the browser', () => {
  it('cover every kind that metadata knows, under the same name', () => {
    expect([...fieldKinds.keys()].sort()).toEqual([...fieldTypes.keys()].sort());
  });

  it('each have a sign, a cell, an input and a filter editor', () => {
    for (const name of fieldTypes.keys()) {
      const kind = fieldKind(name);
      expect(kind.name).toBe(name);
      expect([kind.Icon, kind.Cell, kind.Input, kind.FilterValue].every(Boolean)).toBe(true);
    }
  });

  it('show a choice by its label and an empty value as a dash', () => {
    const level = customerModel().field('level');
    if (!level) throw new Error('the field is there');
    render(
      <>
        <FieldValue value="A" field={level} app="customer" />
        <FieldValue value={null} field={level} app="customer" />
      </>,
    );
    expect(screen.getByText('A 级')).toBeTruthy();
    expect(screen.getByText('—')).toBeTruthy();
  });
});
