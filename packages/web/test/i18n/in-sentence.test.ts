import { describe, expect, it } from 'vitest';
import { inSentence } from '../../src/i18n/in-sentence.ts';

describe('a name inside an English sentence', () => {
  it('begins small, unless it is an abbreviation or not Latin', () => {
    expect(['Customer', 'Follow-up', 'CRM plan', '客户', ''].map(inSentence)).toEqual(['customer', 'follow-up', 'CRM plan', '客户', '']);
  });
});
