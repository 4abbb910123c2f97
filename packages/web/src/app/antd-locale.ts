import type { Locale } from '@formwright/metadata';
import type { Locale as AntdLocale } from 'antd/es/locale';

/** The texts inside antd's own components and day names, loaded for one language. */
export async function loadAntdLocale(locale: Locale): Promise<AntdLocale> {
  const [{ default: dayjs }, words] = await Promise.all([
    import('dayjs'),
    locale === 'zh-CN'
      ? Promise.all([import('antd/locale/zh_CN'), import('dayjs/locale/zh-cn')])
      : Promise.all([import('antd/locale/en_US'), import('dayjs/locale/en')]),
  ]);
  dayjs.locale(locale === 'zh-CN' ? 'zh-cn' : 'en');
  return locale === 'zh-CN' ? houseWords(words[0].default) : words[0].default;
}

/** The same without the words this house does without. */
function houseWords(texts: AntdLocale): AntdLocale {
  const plain = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replaceAll('请', '').replaceAll('您', '你');
    if (Array.isArray(value)) return value.map(plain);
    if (value !== null && typeof value === 'object')
      return Object.fromEntries(Object.entries(value).map(([key, text]) => [key, plain(text)]));
    return value;
  };
  // The shape stays: only strings change.
  return plain(texts) as AntdLocale;
}
