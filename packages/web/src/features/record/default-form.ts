import type { FormDoc } from '@formwright/metadata';
import type { EntityModel } from '../../ui/app-model/app-model.ts';

/** The form by which records of an entity are shown: the one of its own key, else its first. */
export function defaultForm({ forms, key }: EntityModel): FormDoc | undefined {
  return forms.find((form) => form.key === key) ?? forms[0];
}
