import { defineFieldType } from './define-field-type.ts';
import { toHalfWidth } from './number-text.ts';
import { textOperators } from './operators.ts';

/** A telephone number. A mainland mobile number is stored as its eleven digits, others as written with single hyphens. */
export const phoneType = defineFieldType({
  name: 'phone',
  group: 'contact',
  label: { 'zh-CN': '电话', en: 'Phone' },
  help: { 'zh-CN': '手机或座机号码', en: 'A mobile or landline number' },
  shape: 'string',
  valueType: 'string',
  blank: { maxLength: 30 },
  keywords: ['minLength', 'maxLength', 'pattern'],
  settings: ['placeholder', 'default', 'searchable', 'unique'],
  operators: textOperators,
  sortable: true,
  uniqueable: true,
  measures: ['count', 'distinct'],
  normalise: (value) => (typeof value === 'string' ? normalisePhone(value) : value),
  check: (value) => (typeof value === 'string' && !isPhone(value) ? [{ path: '', code: 'BAD_PHONE' }] : []),
  parse: (text) => normalisePhone(text),
  tokens: (value) => (typeof value === 'string' ? [value] : []),
  operand: (value) => (typeof value === 'string' && value.trim() !== '' && value.length <= 100 ? normalisePhone(value) : undefined),
});

/** Mobile numbers have a known shape on the mainland (GB: 1, then 3 to 9, eleven digits); everywhere else E.164 allows 4 to 15 digits. */
function isPhone(text: string): boolean {
  if (/^1\d{10}$/.test(text)) return /^1[3-9]/.test(text);
  const digits = text.replace(/\D/g, '');
  return /^\+?\d[\d-]*(?:(?:x|ext|转)\d{1,6})?$/i.test(text) && digits.length >= 4 && digits.length <= 21;
}

function normalisePhone(text: string): string {
  const plain = toHalfWidth(text)
    .replace(/[\s()]/g, '')
    .replace(/[-–—－]+/g, '-');
  const mobile = /^(?:\+?86-?|0086-?)?(1[3-9]\d-?\d{4}-?\d{4})$/.exec(plain)?.[1];
  return mobile ? mobile.replaceAll('-', '') : plain;
}
