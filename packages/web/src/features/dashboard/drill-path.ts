import { addDays, addMonths } from '@formwright/formula';
import { andFilters, type Bucket, type Filter, type Widget } from '@formwright/metadata';
import type { EntityModel } from '../../ui/app-model/app-model.ts';
import type { WidgetRow } from './use-widget-rows.ts';

/** Address of the list that holds the records behind a row of a widget, or behind the whole widget. */
export function drillPath(model: EntityModel, widget: Widget, row?: WidgetRow): string {
  const group = widget.groups?.[0];
  const parts: Array<Filter | undefined> = [widget.filter];
  if (row && group) parts.push(groupFilter(group.field, group.bucket, row.value));
  const filter = andFilters(...parts);
  const everything = 'all' in filter && filter.all.length === 0;
  const path = `/apps/${model.app}/entities/${model.key}`;
  return everything ? path : `${path}?filter=${encodeURIComponent(JSON.stringify(filter))}`;
}

function groupFilter(field: string, bucket: Bucket | undefined, value: unknown): Filter {
  if (value === null || value === undefined) return { field, op: 'empty' };
  if (!bucket || typeof value !== 'string') return { field, op: 'eq', value };
  return {
    all: [
      { field, op: 'gte', value },
      { field, op: 'lt', value: bucketEnd(value, bucket) },
    ],
  };
}

function bucketEnd(first: string, bucket: Bucket): string {
  switch (bucket) {
    case 'day':
      return addDays(first, 1);
    case 'week':
      return addDays(first, 7);
    case 'month':
      return addMonths(first, 1);
    case 'quarter':
      return addMonths(first, 3);
    case 'year':
      return addMonths(first, 12);
  }
}
