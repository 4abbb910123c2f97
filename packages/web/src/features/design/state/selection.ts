/** What is selected in a designer. */
export type Selection =
  | { kind: 'nothing' }
  /** The form or workflow as a whole, asked for by its settings. */
  | { kind: 'document' }
  | { kind: 'field'; field: string }
  | { kind: 'section'; section: string }
  | { kind: 'nodes'; ids: readonly string[] }
  | { kind: 'edge'; id: string };

/** Nothing selected. */
export const nothing: Selection = { kind: 'nothing' };
