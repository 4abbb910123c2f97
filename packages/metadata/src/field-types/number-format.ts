import type { Locale } from '../text.ts';

const formats = new Map<string, Intl.NumberFormat>();

/** A number as people of a locale write it. */
export function formatNumber(value: unknown, locale: Locale, options: Intl.NumberFormatOptions): string {
  if (typeof value !== 'number' || !Number.isFinite(value)) return '';
  const key = `${locale} ${JSON.stringify(options)}`;
  const format = formats.get(key) ?? new Intl.NumberFormat(locale, options);
  formats.set(key, format);
  return format.format(value);
}
