import type { EntityDoc, FormDoc, FormItem, FormSection } from '@formwright/metadata';

/** Where a field stands or is put: before the item that has this index. */
export interface Place {
  section: string;
  index: number;
}

/** The form that people get when nobody designed one: all fields in one section. */
export function plainForm(entity: EntityDoc): FormDoc {
  const items = Object.keys(entity.properties).map((field) => ({ field }));
  return { key: entity.key, entity: entity.key, title: entity.title, sections: [{ key: 'main', columns: 2, items }] };
}

/** Where a field stands, or undefined when the form does not show it. */
export function placeOf(form: FormDoc, field: string): Place | undefined {
  for (const section of form.sections) {
    const index = section.items.findIndex((item) => item.field === field);
    if (index >= 0) return { section: section.key, index };
  }
  return undefined;
}

/** The item of a field, or undefined. */
export function itemOf(form: FormDoc, field: string): FormItem | undefined {
  return form.sections.flatMap((section) => section.items).find((item) => item.field === field);
}

/** Puts a field at a place; one that already stands in the form moves there with its rules. */
export function putField(form: FormDoc, field: string, place: Place): FormDoc {
  const from = placeOf(form, field);
  const item = itemOf(form, field) ?? { field };
  const passes = from !== undefined && from.section === place.section && from.index < place.index;
  const index = passes ? place.index - 1 : place.index;
  if (from !== undefined && from.section === place.section && from.index === index) return form;
  const without = removeItem(form, field);
  return changeSection(without, place.section, (section) => {
    const items = [...section.items];
    items.splice(index, 0, item);
    return { ...section, items };
  });
}

/** Moves a field one place up or down, into the neighbouring section at its edge; the form itself when there is no further. */
export function stepField(form: FormDoc, field: string, by: -1 | 1): FormDoc {
  const place = placeOf(form, field);
  if (place === undefined) return form;
  const at = form.sections.findIndex((section) => section.key === place.section);
  const count = form.sections[at]?.items.length ?? 0;
  const index = place.index + by;
  if (index >= 0 && index < count) return putField(form, field, { section: place.section, index: by === 1 ? index + 1 : index });
  const next = form.sections[at + by];
  return next === undefined ? form : putField(form, field, { section: next.key, index: by === 1 ? 0 : next.items.length });
}

/** Takes a field out of the form; its entity keeps it. */
export function removeItem(form: FormDoc, field: string): FormDoc {
  if (placeOf(form, field) === undefined) return form;
  return { ...form, sections: form.sections.map((one) => ({ ...one, items: one.items.filter((item) => item.field !== field) })) };
}

/** Changes one item; settings set to undefined are left out of the document. */
export function changeItem(form: FormDoc, field: string, change: Partial<Omit<FormItem, 'field'>>): FormDoc {
  const place = placeOf(form, field);
  if (place === undefined) return form;
  return changeSection(form, place.section, (section) => ({
    ...section,
    items: section.items.map((item) => (item.field === field ? withoutUndefined({ ...item, ...change }) : item)),
  }));
}

/** Changes one section. */
export function changeSection(form: FormDoc, key: string, change: (section: FormSection) => FormSection): FormDoc {
  return { ...form, sections: form.sections.map((section) => (section.key === key ? change(section) : section)) };
}

/** Adds an empty section below another one, or at the foot. */
export function addSection(form: FormDoc, section: FormSection, below?: string): FormDoc {
  const at = below === undefined ? -1 : form.sections.findIndex((one) => one.key === below);
  const sections = [...form.sections];
  sections.splice(at < 0 ? sections.length : at + 1, 0, section);
  return { ...form, sections };
}

/** Moves a section up or down. */
export function stepSection(form: FormDoc, key: string, by: -1 | 1): FormDoc {
  const at = form.sections.findIndex((one) => one.key === key);
  const section = form.sections[at];
  if (section === undefined || at + by < 0 || at + by >= form.sections.length) return form;
  const sections = form.sections.filter((one) => one.key !== key);
  sections.splice(at + by, 0, section);
  return { ...form, sections };
}

/** Removes a section; its fields go to the one above, or below when it is the first. The last section stays. */
export function removeSection(form: FormDoc, key: string): FormDoc {
  const at = form.sections.findIndex((one) => one.key === key);
  const heir = form.sections[at - 1] ?? form.sections[at + 1];
  const gone = form.sections[at];
  if (gone === undefined || heir === undefined) return form;
  const items = at > 0 ? [...heir.items, ...gone.items] : [...gone.items, ...heir.items];
  return { ...form, sections: form.sections.filter((one) => one.key !== key).map((one) => (one === heir ? { ...one, items } : one)) };
}

/** A copy without the settings that are undefined. */
export function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;
}
