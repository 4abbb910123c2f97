import { compileValidator } from '@formwright/metadata';
import { expect, it } from 'vitest';

it('two fields with patterns of their own are each judged by their own', () => {
  const text = (pattern: string) => ({ type: 'string', pattern });
  const validate = compileValidator({ type: 'object', properties: { letters: text('^[a-z]+$'), digits: text('^[0-9]+$') } });
  expect(validate({ letters: 'abc', digits: '123' })).toEqual([]);
  expect(validate({ letters: '123', digits: 'abc' }).map((problem) => problem.path)).toEqual(['/letters', '/digits']);
});
