import { defineFieldType } from './define-field-type.ts';
import { toHalfWidth } from './number-text.ts';
import { textOperators } from './operators.ts';

/** An e-mail address; the host is stored in small letters. */
export const emailType = defineFieldType({
  name: 'email',
  group: 'contact',
  label: { 'zh-CN': '邮箱', en: 'E-mail' },
  help: { 'zh-CN': '电子邮箱地址', en: 'An e-mail address' },
  shape: 'string',
  valueType: 'string',
  blank: { format: 'email', maxLength: 200 },
  keywords: ['format', 'minLength', 'maxLength', 'pattern'],
  settings: ['placeholder', 'default', 'searchable', 'unique'],
  operators: textOperators,
  sortable: true,
  uniqueable: true,
  measures: ['count', 'distinct'],
  normalise: (value) => (typeof value === 'string' ? normaliseEmail(value) : value),
  check: (value) => (typeof value === 'string' && !isEmail(value) ? [{ path: '', code: 'BAD_EMAIL' }] : []),
  parse: (text) => normaliseEmail(text),
  tokens: (value) => (typeof value === 'string' ? [value] : []),
});

/** Whether a text has the shape of an e-mail address (RFC 5321 lengths; no quoted names). */
export function isEmail(text: string): boolean {
  const [name = '', host = '', ...rest] = text.split('@');
  if (rest.length > 0 || name.length > 64 || text.length > 254) return false;
  const nameFits = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u.test(name);
  return (
    nameFits &&
    host.split('.').length > 1 &&
    host.split('.').every((part) => /^[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u.test(part))
  );
}

function normaliseEmail(text: string): string {
  const plain = toHalfWidth(text).trim();
  const at = plain.lastIndexOf('@');
  return at < 0 ? plain : plain.slice(0, at) + plain.slice(at).toLowerCase();
}
