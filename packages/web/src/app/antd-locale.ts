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
  return words[0].default;
}
