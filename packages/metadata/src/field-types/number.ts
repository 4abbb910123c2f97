import { defineFieldType } from './define-field-type.ts';
import { formatNumber } from './number-format.ts';
import { numericBase } from './numeric.ts';

/** A number. */
export const numberType = defineFieldType({
  ...numericBase((field) => field['x-field'].scale),
  name: 'number',
  group: 'number',
  label: { 'zh-CN': '数字', en: 'Number' },
  help: { 'zh-CN': '可计算的数字，如数量', en: 'A number to calculate with, such as a quantity' },
  settings: ['placeholder', 'default', 'scale', 'unique'],
  uniqueable: true,
  groupable: true,
  display: (value, field, { locale }) => {
    const { scale } = field['x-field'];
    return formatNumber(
      value,
      locale,
      scale === undefined ? { maximumFractionDigits: 10 } : { minimumFractionDigits: scale, maximumFractionDigits: scale },
    );
  },
});
