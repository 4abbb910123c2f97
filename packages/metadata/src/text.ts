/** A language of the product. */
export type Locale = 'zh-CN' | 'en';

/** One sentence in every language; `{name}` marks the place of a parameter. */
export type Text = Record<Locale, string>;

/** Values for the places of a text. */
export type TextParams = Record<string, string | number | boolean>;

/** Every language of the product, the default first. */
export const locales: readonly Locale[] = ['zh-CN', 'en'];

/** The text in one language with its places filled; a place without a value stays empty. */
export function fillText(text: Text, locale: Locale, params: TextParams = {}): string {
  const values = new Map(Object.entries(params));
  return text[locale].replace(/\{(\w+)\}/g, (_, name: string) => String(values.get(name) ?? ''));
}
