import { describe, expect, it } from 'vitest';
import { culpritOf } from '../../../src/features/design/state/culprit.ts';
import { designedApp } from '../../support/designed-app.ts';

const docs = designedApp();
const at = (kind: 'entity' | 'form' | 'workflow' | 'role', key: string, path: string) => culpritOf(docs, { document: { kind, key }, path });

describe('a problem in the list', () => {
  it('leads to the field of an entity in its form', () => {
    expect(at('entity', 'order', '/properties/amount/minimum')).toEqual({
      page: 'form',
      key: 'order',
      selection: { kind: 'field', field: 'amount' },
    });
  });

  it('leads to the item or section of a form', () => {
    expect(at('form', 'order', '/sections/0/items/1/visibleWhen')?.selection).toEqual({ kind: 'field', field: 'amount' });
    expect(at('form', 'order', '/sections/1/columns')?.selection).toEqual({ kind: 'section', section: 'more' });
  });

  it('leads to the node or edge of a workflow', () => {
    expect(at('workflow', 'approve', '/nodes/1/config/assignees')?.selection).toEqual({ kind: 'nodes', ids: ['ask'] });
    expect(at('workflow', 'approve', '/edges/1/when')?.selection).toEqual({ kind: 'edge', id: 'e2' });
  });

  it('leads nowhere when no designer holds the document', () => {
    expect(at('role', 'sales', '/grants/0')).toBeUndefined();
  });
});
