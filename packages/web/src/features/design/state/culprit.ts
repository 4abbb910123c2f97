import type { DraftProblem } from '@formwright/client';
import type { AppDocuments } from '@formwright/metadata';
import { nothing, type Selection } from './selection.ts';

/** Where a problem is mended: a page of the designer and what to select there. */
export interface Culprit {
  page: 'form' | 'workflow';
  key: string;
  selection: Selection;
}

/** The place in the designers that a problem speaks of, or undefined for documents without one. */
export function culpritOf(docs: AppDocuments, problem: Pick<DraftProblem, 'document' | 'path'>): Culprit | undefined {
  const { kind, key } = problem.document;
  const path = problem.path.split('/').slice(1);
  switch (kind) {
    case 'entity':
      return { page: 'form', key: docs.forms.find((form) => form.entity === key)?.key ?? key, selection: fieldIn(path) };
    case 'form':
      return { page: 'form', key, selection: itemIn(docs, key, path) };
    case 'workflow':
      return { page: 'workflow', key, selection: partIn(docs, key, path) };
    default:
      return undefined;
  }
}

function fieldIn([part, field]: readonly string[]): Selection {
  return part === 'properties' && field !== undefined ? { kind: 'field', field } : nothing;
}

function itemIn(docs: AppDocuments, key: string, [part, section, items, item]: readonly string[]): Selection {
  const found = part === 'sections' ? docs.forms.find((form) => form.key === key)?.sections[Number(section)] : undefined;
  if (found === undefined) return nothing;
  const field = items === 'items' ? found.items[Number(item)]?.field : undefined;
  return field === undefined ? { kind: 'section', section: found.key } : { kind: 'field', field };
}

function partIn(docs: AppDocuments, key: string, [part, index]: readonly string[]): Selection {
  const flow = docs.workflows.find((one) => one.key === key);
  const node = part === 'nodes' ? flow?.nodes[Number(index)] : undefined;
  if (node !== undefined) return { kind: 'nodes', ids: [node.id] };
  const edge = part === 'edges' ? flow?.edges[Number(index)] : undefined;
  return edge === undefined ? nothing : { kind: 'edge', id: edge.id };
}
