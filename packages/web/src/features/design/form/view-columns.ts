import type { ViewDoc } from '@formwright/metadata';

/** Whether a view shows a field; one without columns of its own shows what the product thinks best. */
export function isInView(view: ViewDoc, field: string): boolean {
  return view.columns?.some((column) => column.field === field) ?? false;
}

/** The view with or without a field; a view without columns of its own stays as it is. */
export function showInView(view: ViewDoc, field: string, shown: boolean): ViewDoc {
  if (view.columns === undefined || isInView(view, field) === shown) return view;
  return { ...view, columns: shown ? [...view.columns, { field }] : view.columns.filter((column) => column.field !== field) };
}
