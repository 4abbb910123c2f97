import type { Color, Widget } from '@formwright/metadata';
import { useTranslation } from 'react-i18next';
import { usePeople } from '../../ui/api/use-people.ts';
import type { EntityModel } from '../../ui/app-model/app-model.ts';
import { usePreferences } from '../../ui/preferences/preferences.ts';

/** One row of a chart: its group in words, and its figures in the order of the measures. */
export interface WidgetRow {
  value: unknown;
  label: string;
  color: Color | undefined;
  figures: number[];
}

/** The answer of the server as rows to draw: options in their order, times in theirs, others the largest first. */
export function useWidgetRows({
  model,
  widget,
  rows,
}: {
  model: EntityModel;
  widget: Widget;
  rows: ReadonlyArray<Record<string, unknown>> | undefined;
}): WidgetRow[] | undefined {
  const { t } = useTranslation('dashboard');
  const locale = usePreferences((state) => state.locale);
  const people = usePeople();
  if (!rows) return undefined;
  const group = widget.groups?.[0];
  const field = group ? model.field(group.field) : undefined;
  const lookup = (kind: string, id: string) =>
    kind === 'member' ? people.personName(id) : kind === 'department' ? people.departmentName(id) : undefined;
  const label = (value: unknown) => {
    if (value === null || value === undefined || value === '') return t('noValue');
    if (group?.bucket) return bucketLabel(String(value), group.bucket);
    return field?.type.display(value, field.document, { locale, lookup }) || String(value);
  };
  const options = field?.document['x-field'].options ?? [];
  const place = (value: unknown) => options.findIndex((option) => option.value === value);
  const drawn = rows.map((row): WidgetRow => {
    const value = group ? row[group.field] : undefined;
    return {
      value,
      label: label(value),
      color: options[place(value)]?.color,
      figures: widget.measures.map(({ as }) => Number(row[as] ?? 0)),
    };
  });
  return inOrder(drawn, {
    byOption: options.length > 0 && widget.kind !== 'ranking' ? place : undefined,
    byTime: group?.bucket !== undefined,
  }).slice(0, widget.limit ?? 20);
}

function inOrder(
  rows: WidgetRow[],
  { byOption, byTime }: { byOption: ((value: unknown) => number) | undefined; byTime: boolean },
): WidgetRow[] {
  if (byTime) return rows.filter(({ value }) => value !== null).sort((a, b) => String(a.value).localeCompare(String(b.value)));
  const last = (at: number) => (at < 0 ? Number.MAX_SAFE_INTEGER : at);
  if (byOption) return rows.sort((a, b) => last(byOption(a.value)) - last(byOption(b.value)));
  return rows.sort((a, b) => (b.figures[0] ?? 0) - (a.figures[0] ?? 0));
}

function bucketLabel(first: string, bucket: string): string {
  if (bucket === 'year') return first.slice(0, 4);
  if (bucket === 'month') return first.slice(0, 7);
  if (bucket === 'quarter') return `${first.slice(0, 4)} Q${Math.floor((Number(first.slice(5, 7)) - 1) / 3) + 1}`;
  return first.slice(5);
}
