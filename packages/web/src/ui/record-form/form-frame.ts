import { type ComponentType, createContext, type ReactNode } from 'react';
import type { LayoutItem, LayoutSection } from './form-layout.ts';

/** What a designer draws around the parts of a form; every field and section is shown then, also hidden and empty ones. */
export interface FormFrame {
  Field: ComponentType<{ item: LayoutItem; children: ReactNode }>;
  Section: ComponentType<{ section: LayoutSection; children: ReactNode }>;
}

/** Given by a designer around RecordForm; the form is for use, not for design, without it. */
export const FormFrameContext = createContext<FormFrame | undefined>(undefined);
