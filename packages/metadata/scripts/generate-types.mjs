/** Writes `src/generated/{documents,names,schemas}.ts` from `schemas/*.schema.json`. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const schemasFolder = fileURLToPath(new URL('../../../schemas/', import.meta.url));
const generatedFolder = fileURLToPath(new URL('../src/generated/', import.meta.url));
const banner = '// Generated from schemas/*.schema.json by scripts/generate-types.mjs. Do not edit.\n';

/** The generated modules by file name, as text. */
export function generate() {
  const schemas = readSchemas();
  return new Map([
    ['documents.ts', documentsModule(schemas)],
    ['names.ts', namesModule(schemas)],
    ['schemas.ts', schemasModule(schemas)],
  ]);
}

function readSchemas() {
  const files = readdirSync(schemasFolder).filter((file) => file.endsWith('.schema.json'));
  return new Map(files.sort().map((file) => [file.replace('.schema.json', ''), JSON.parse(readFileSync(schemasFolder + file, 'utf8'))]));
}

function documentsModule(schemas) {
  const parts = [banner];
  for (const [name, schema] of schemas) {
    if (schema.properties) parts.push(declaration(`${schema.title}Doc`, schema));
    for (const [key, definition] of Object.entries(schema.$defs ?? {})) {
      if (isPlainString(definition)) continue;
      parts.push(declaration(key, definition));
    }
    if (name === 'common' && schema.properties) throw new Error('common.schema.json holds definitions only');
  }
  const text = parts.join('\n');
  const names = [...text.matchAll(/^export (?:interface|type) (\w+)/gm)].map((match) => match[1]);
  const double = names.find((each, index) => names.indexOf(each) !== index);
  if (double) throw new Error(`two definitions are called ${double}`);
  return text;
}

/** Lists of names apart from the schemas, so that browsers need not load the texts of all documents for them. */
function namesModule(schemas) {
  const lists = [...schemas.values()].flatMap((schema) => Object.entries(schema.$defs ?? {})).filter(([, definition]) => definition.enum);
  const types = lists.map(([name]) => name).sort();
  const parts = lists.map(([name, definition]) => {
    const values = definition.enum.map((value) => `'${value}'`).join(', ');
    return `/** Every ${name}, in the order of the schema. */\nexport const all${name.replace(/y$/, 'ie')}s: readonly ${name}[] = [${values}];\n`;
  });
  return `${banner}\nimport type { ${types.join(', ')} } from './documents.ts';\n\n${parts.join('\n')}`;
}

function schemasModule(schemas) {
  const entries = [...schemas].map(([name, schema]) => `  ${name}: ${JSON.stringify(schema)},`);
  return `${banner}
/** Every document schema by kind, and \`common\`, as the files under \`schemas/\` hold them. */
export const schemas = {\n${entries.join('\n')}\n} as const;\n`;
}

function declaration(name, schema) {
  const doc = `/** ${schema.description} */\n`;
  if (schema.properties && schema.type === 'object') return `${doc}export interface ${name} ${objectBody(schema, '')}\n`;
  return `${doc}export type ${name} = ${typeOf(schema, '')};\n`;
}

function objectBody(schema, indent) {
  const required = new Set(schema.required ?? []);
  const lines = Object.entries(schema.properties).map(([key, property]) => {
    const name = /^[a-zA-Z_$][\w$]*$/.test(key) ? key : `'${key}'`;
    const unit = property.default === undefined ? '' : ` Default: ${JSON.stringify(property.default)}.`;
    return `${indent}  /** ${property.description}${unit} */\n${indent}  ${name}${required.has(key) ? '' : '?'}: ${typeOf(property, `${indent}  `)};`;
  });
  return `{\n${lines.join('\n')}\n${indent}}`;
}

function typeOf(schema, indent) {
  if (schema.$ref) return referenceType(schema.$ref);
  if (schema.oneOf) return schema.oneOf.map((each) => typeOf(each, indent)).join(' | ');
  if (schema.enum) return schema.enum.map((each) => literal(each)).join(' | ');
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.type === 'array') return arrayType(schema, indent);
  if (schema.type === 'object') return objectType(schema, indent);
  return scalarTypes.get(schema.type) ?? 'unknown';
}

const literal = (value) => (typeof value === 'string' ? `'${value}'` : JSON.stringify(value));
const scalarTypes = new Map([
  ['string', 'string'],
  ['number', 'number'],
  ['integer', 'number'],
  ['boolean', 'boolean'],
]);
const stringDefinitions = new Set(['Key', 'EntityRef', 'Title', 'Formula', 'Icon', 'FieldKey', 'NodeTitle']);

function isPlainString(definition) {
  return definition.type === 'string' && definition.enum === undefined;
}

function referenceType(ref) {
  const name = ref.split('/').at(-1);
  return stringDefinitions.has(name) ? 'string' : name;
}

function arrayType(schema, indent) {
  const inner = typeOf(schema.items ?? {}, indent);
  return /[|&{ ]/.test(inner) ? `Array<${inner}>` : `${inner}[]`;
}

function objectType(schema, indent) {
  if (schema.properties) return objectBody(schema, indent);
  const value = typeof schema.additionalProperties === 'object' ? typeOf(schema.additionalProperties, indent) : 'unknown';
  return `Record<string, ${value}>`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [file, text] of generate()) writeFileSync(generatedFolder + file, text);
}
