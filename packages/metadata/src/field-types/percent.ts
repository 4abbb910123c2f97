import { defineFieldType } from './define-field-type.ts';
import { formatNumber } from './number-format.ts';
import { numericBase } from './numeric.ts';

/** A share, stored as a fraction: 0.125 is shown as 12.5 %. `scale` counts the digits after the point that people see. */
export const percentType = defineFieldType({
  ...numericBase((field) => (field['x-field'].scale ?? 2) + 2),
  name: 'percent',
  group: 'number',
  label: { 'zh-CN': '百分比', en: 'Percent' },
  help: { 'zh-CN': '比例，存为小数：0.125 显示为 12.5%', en: 'A share, stored as a fraction: 0.125 shows as 12.5%' },
  settings: ['placeholder', 'default', 'scale'],
  display: (value, field, { locale }) =>
    formatNumber(value, locale, { style: 'percent', maximumFractionDigits: field['x-field'].scale ?? 2 }),
});
