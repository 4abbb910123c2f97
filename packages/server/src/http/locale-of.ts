import { type Locale, locales } from '@formwright/metadata';

/** The language a caller reads: their own, else the first known one of Accept-Language, else the product's default. */
export function localeOf(header: string | undefined, own?: Locale): Locale {
  if (own !== undefined) return own;
  const wanted = (header ?? '').split(',').map((part) => part.trim().slice(0, 2).toLowerCase());
  const known = wanted.find((language) => language === 'zh' || language === 'en');
  return known === 'en' ? 'en' : (locales[0] ?? 'zh-CN');
}
