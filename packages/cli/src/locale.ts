import type { Locale } from '@formwright/metadata';

const system = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || Intl.DateTimeFormat().resolvedOptions().locale;

/** Language of the terminal. */
export const locale: Locale = /^zh/i.test(system) ? 'zh-CN' : 'en';

/** The text in the terminal's language. */
export function words(zh: string, en: string): string {
  return locale === 'zh-CN' ? zh : en;
}
