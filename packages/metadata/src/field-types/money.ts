import { defineFieldType } from './define-field-type.ts';
import { formatNumber } from './number-format.ts';
import { numericBase } from './numeric.ts';

/** An amount of money in one currency; whole amounts read without cents. */
export const moneyType = defineFieldType({
  ...numericBase((field) => field['x-field'].scale ?? 2),
  name: 'money',
  group: 'number',
  label: { 'zh-CN': '金额', en: 'Money' },
  help: { 'zh-CN': '带币种的金额，四舍五入到分', en: 'An amount in one currency, rounded half up' },
  blank: { 'x-field': { type: 'money', currency: 'CNY' } },
  settings: ['placeholder', 'default', 'scale', 'currency'],
  display: (value, field, { locale }) => {
    const { currency = 'CNY', scale = 2 } = field['x-field'];
    const text = formatNumber(value, locale, {
      style: 'currency',
      currency,
      currencyDisplay: currency === 'CNY' ? 'narrowSymbol' : 'symbol',
      minimumFractionDigits: scale,
      maximumFractionDigits: scale,
      trailingZeroDisplay: 'stripIfInteger',
    });
    return text.replace(/¥(?=\d)/, '¥\u00a0');
  },
});
