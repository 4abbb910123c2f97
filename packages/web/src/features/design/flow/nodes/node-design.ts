import type { AppDocuments, Position, WorkflowDoc, WorkflowNode } from '@formwright/metadata';
import type { TFunction } from 'i18next';
import type { ComponentType } from 'react';

/** What the words about a node are made from. */
export interface NodeWords {
  t: TFunction<'design'>;
  docs: AppDocuments;
  flow: WorkflowDoc;
  personName: (id: string) => string | undefined;
}

/** What the panel of a node is given. */
export interface PanelProps<Node extends WorkflowNode> {
  node: Node;
  flow: WorkflowDoc;
  /** Replaces the node; changes with the same `merge` are undone together. */
  onChange: (node: Node, merge?: string) => void;
}

/** The designer's half of one kind of node: how a new one begins, its one line in words, its panel. */
export interface NodeDesign<Node extends WorkflowNode> {
  create: (seed: { id: string; title: string; position: Position }) => Node;
  summary: (node: Node, words: NodeWords) => string;
  Panel: ComponentType<PanelProps<Node>>;
}
