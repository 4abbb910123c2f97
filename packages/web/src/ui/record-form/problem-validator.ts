import type { Locale, Problem, RecordData } from '@formwright/metadata';
import { problemText } from '@formwright/metadata';
import type { ErrorSchema, ValidatorType } from '@rjsf/utils';

/** RJSF's validator that asks ours: the one verdict about a record, worded for people. */
export function problemValidator(check: (values: RecordData) => Problem[], locale: Locale): ValidatorType {
  return {
    validateFormData: (values) => {
      const problems = check(values ?? {});
      return {
        errors: problems.map((problem) => ({ stack: problemText(problem, locale), property: problem.path })),
        errorSchema: errorSchema(problems, locale),
      };
    },
    isValid: () => true,
    rawValidation: () => ({ errors: [] }),
  };
}

/** Problems as RJSF carries them to their fields; those of no field stand at the root. */
export function errorSchema(problems: readonly Problem[], locale: Locale): ErrorSchema {
  const texts = new Map<string, string[]>();
  for (const problem of problems) {
    const field = problemField(problem);
    texts.set(field, [...(texts.get(field) ?? []), problemText(problem, locale)]);
  }
  const schema: Record<string, unknown> = {};
  for (const [field, each] of texts) {
    if (field === '') schema.__errors = each;
    else schema[field] = { __errors: each };
  }
  return schema as ErrorSchema;
}

/** The field a problem stands beside; empty for the whole record. */
export function problemField({ path }: Pick<Problem, 'path'>): string {
  return (path.split('/')[1] ?? '').replaceAll('~1', '/').replaceAll('~0', '~');
}
