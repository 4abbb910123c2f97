import standaloneCode from 'ajv/dist/standalone/index.js';
import { createAjv } from './ajv-engine.ts';
import type { JsonSchema } from './record-schema.ts';

/**
 * The text of an ES module that imports nothing and evaluates nothing; its default export is an Ajv validation function
 * (`validateWith` makes a Validate of it). Patterns and formats are left to the field kinds, which both sides run.
 */
export function validatorModule(schema: JsonSchema): string {
  const ajv = createAjv({ validateFormats: false, code: { source: true, esm: true, lines: false } });
  const code = inlineRuntime(writeStandalone(ajv, ajv.compile(withoutPatterns(schema))));
  // An option may well be called "import": only what stands outside texts counts.
  if (/\brequire\(|\bimport\b/.test(code.replace(/"(?:[^"\\]|\\.)*"/g, '""')))
    throw new Error('the validator module is not self-contained');
  return code;
}

/** Ajv's module is CommonJS, whose default export arrives in two shapes. */
const writeStandalone = (standaloneCode as unknown as { default?: typeof standaloneCode }).default ?? standaloneCode;

function withoutPatterns(schema: JsonSchema): JsonSchema {
  const { pattern: _, ...rest } = schema;
  const properties = Object.entries(isSchemaMap(rest.properties) ? rest.properties : {});
  if (properties.length === 0) return rest;
  return { ...rest, properties: Object.fromEntries(properties.map(([key, each]) => [key, withoutPatterns(each)])) };
}

function isSchemaMap(value: unknown): value is Record<string, JsonSchema> {
  return typeof value === 'object' && value !== null;
}

/** The one piece of Ajv's runtime that our subset of keywords needs: characters, not UTF-16 units. */
const textLength = '(text)=>{let n=0;for(const _ of text)n+=1;return n}';

function inlineRuntime(code: string): string {
  return code.replace(/require\("ajv\/dist\/runtime\/ucs2length"\)\.default/g, textLength);
}
