import type { EntityField } from '@formwright/metadata';
import { createContext, useContext } from 'react';
import type { FormLayout, LayoutItem } from './form-layout.ts';
import type { FieldState } from './form-states.ts';

/** What the parts of a form share. */
export interface FormSetting {
  app: string;
  layout: FormLayout;
  items: ReadonlyMap<string, LayoutItem>;
  states: ReadonlyMap<string, FieldState>;
  /** Prefix of element ids, unique on the page. */
  idPrefix: string;
  /** Field that has the focus at first. */
  focus: string | undefined;
  /** Set where values are read and edited one by one in place, instead of filled in and submitted. */
  facts?: FactsSetting;
}

/** Editing in place. */
export interface FactsSetting {
  /** Field that is open for editing. */
  editing: string | undefined;
  setEditing: (field: string | undefined) => void;
  /** Writes one value; throws AppError. `force` writes over what somebody else wrote meanwhile. */
  save: (field: EntityField, value: unknown, force?: boolean) => Promise<void>;
  /** The value as it is on the server now, after a conflict. */
  theirs: (field: EntityField) => Promise<unknown>;
  /** What somebody else just changed here. */
  live: { fields: ReadonlySet<string>; by: string } | undefined;
}

/** Given by RecordForm. */
export const FormContext = createContext<FormSetting | undefined>(undefined);

/** The setting of the form around a field. */
export function useFormSetting(): FormSetting {
  const setting = useContext(FormContext);
  if (!setting) throw new Error('a form field outside of RecordForm');
  return setting;
}
