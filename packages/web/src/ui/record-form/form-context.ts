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
}

/** Given by RecordForm. */
export const FormContext = createContext<FormSetting | undefined>(undefined);

/** The setting of the form around a field. */
export function useFormSetting(): FormSetting {
  const setting = useContext(FormContext);
  if (!setting) throw new Error('a form field outside of RecordForm');
  return setting;
}
