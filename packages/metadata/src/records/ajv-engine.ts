import { createPattern, isCalendarDay, isInstant } from '@formwright/formula';
import { Ajv2020, type Options } from 'ajv/dist/2020.js';
import { isEmail } from '../field-types/email.ts';
import { isWebAddress } from '../field-types/url.ts';

/** An Ajv for our closed subset of JSON Schema: strict, all errors, linear-time patterns, own formats. */
export function createAjv(options: Options = {}): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    multipleOfPrecision: 6,
    ownProperties: true,
    logger: false,
    ...options,
    code: { regExp: linearRegExp, ...options.code },
  });
  ajv.addVocabulary(['x-zh', 'x-field', 'x-entity']);
  ajv.addFormat('date', isCalendarDay);
  ajv.addFormat('date-time', isInstant);
  ajv.addFormat('email', isEmail);
  ajv.addFormat('uri', isWebAddress);
  ajv.addFormat('time', (text: string) => /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(text));
  return ajv;
}

// Ajv tells the patterns of a schema apart by their text.
const linearRegExp = Object.assign((source: string) => ({ ...createPattern(source), toString: () => source }), { code: 'linearRegExp' });
