import { defineFieldType } from './define-field-type.ts';
import { checkIds } from './ids.ts';
import { listTexts, normaliseList, parseList } from './list-value.ts';
import { presenceOperators } from './operators.ts';

/** Uploaded files, by id. */
export const fileType = defineFieldType({
  name: 'file',
  group: 'link',
  label: { 'zh-CN': '附件', en: 'Files' },
  help: { 'zh-CN': '上传的文件或图片', en: 'Uploaded files or pictures' },
  shape: 'list',
  valueType: 'array',
  blank: { items: { type: 'string' }, maxItems: 20 },
  keywords: ['items', 'minItems', 'maxItems', 'uniqueItems'],
  settings: ['accept'],
  operators: presenceOperators,
  normalise: normaliseList,
  parse: (text) => parseList(text),
  check: checkIds,
  operand: () => undefined,
  display: (value, field, { lookup }) =>
    listTexts(value)
      .map((id) => lookup?.('file', id, field) ?? id)
      .join(', '),
});
