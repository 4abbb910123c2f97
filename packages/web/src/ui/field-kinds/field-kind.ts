import type { EntityField, FieldTypeName, FilterOperator } from '@formwright/metadata';
import type { LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';

/** What a cell or a fact is given. */
export interface ValueProps {
  /** The stored value; undefined or null for empty. */
  value: unknown;
  field: EntityField;
  /** App of the record, against which relations are read. */
  app: string;
  /** Among others, as in a list: a due day then says how far away it is. */
  listed?: boolean;
}

/** What an input is given. Inputs are controlled; empty is undefined. */
export interface InputProps extends ValueProps {
  onChange: (value: unknown) => void;
  onBlur?: () => void;
  id?: string;
  disabled?: boolean;
  autoFocus?: boolean;
  /** Red border. */
  invalid?: boolean;
  /** Ids of help and problems. */
  describedBy?: string;
  /** Read out where no label element points to the input. */
  label?: string;
  /** In a cell of the grid: opens at once, no border of its own. */
  inCell?: boolean;
}

/** What the editor of a filter's value is given. */
export interface FilterValueProps extends ValueProps {
  op: FilterOperator;
  onChange: (value: unknown) => void;
  label: string;
}

/** The browser's half of one kind of field. */
export interface FieldKind {
  name: FieldTypeName;
  /** Its sign, in palettes and at the head of a column. */
  Icon: LucideIcon;
  /** px of a column, unless the view says another. */
  width: number;
  align: 'start' | 'end';
  /** The value in a cell, a card or a fact; never asked for an empty value. */
  Cell: ComponentType<ValueProps>;
  /** The value where there is little room, as on cards; `Cell` when left out. */
  Brief?: ComponentType<ValueProps>;
  Input: ComponentType<InputProps>;
  FilterValue: ComponentType<FilterValueProps>;
  /** Whether it takes the whole width of a form. */
  wide?: boolean;
  /** Whether a cell of the grid can be edited in place. */
  inline: boolean;
}
