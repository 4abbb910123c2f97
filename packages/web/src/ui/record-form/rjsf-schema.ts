import type { RJSFSchema, UiSchema } from '@rjsf/utils';
import { type FormLayout, layoutItems } from './form-layout.ts';

/** The name under which our field component is registered with RJSF. */
export const kindFieldName = 'formwrightKind';

/** What RJSF renders: the JSON Schema of the fields in the form, and for each which component draws it. */
export function rjsfSchema(layout: FormLayout): { schema: RJSFSchema; uiSchema: UiSchema } {
  const items = layoutItems(layout);
  const properties = items.map(({ field }) => {
    const { title: _title, description: _description, 'x-field': _kind, ...shape } = field.document;
    return [field.key, { ...shape, type: shape.type ?? field.type.valueType, title: field.title }];
  });
  return {
    schema: { type: 'object', properties: Object.fromEntries(properties) },
    uiSchema: {
      ...Object.fromEntries(items.map(({ field }) => [field.key, { 'ui:field': kindFieldName }])),
      'ui:order': items.map(({ field }) => field.key),
      'ui:submitButtonOptions': { norender: true },
    },
  };
}
