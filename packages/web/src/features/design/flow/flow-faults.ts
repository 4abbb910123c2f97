import type { Locale, WorkflowDoc } from '@formwright/metadata';
import { checkWorkflow, faultText } from '@formwright/workflow';
import { formulaFault } from '../state/formula-fault.ts';
import { neverTrue } from './flow-edits.ts';

/** Something wrong in a workflow, seen while it is edited. */
export interface FlowFault {
  id: string;
  severity: 'error' | 'warning';
  node: string | undefined;
  edge: string | undefined;
  text: string;
  /** Node ids on a way from the start to where it goes wrong. */
  way: readonly string[];
}

/** Words for what the designer itself notices. */
export interface FaultWords {
  unwritten: (title: string) => string;
  formula: (title: string, reason: string) => string;
}

const names = ['record', 'input', 'initiator'];

/** Everything wrong in a workflow: its soundness, its formulas, and branches without a condition. */
export function flowFaults(flow: WorkflowDoc, locale: Locale, words: FaultWords): FlowFault[] {
  const sound = checkWorkflow(flow).map(
    (fault, index): FlowFault => ({
      id: `${fault.code}.${index}`,
      severity: fault.severity,
      node: fault.node,
      edge: fault.edge,
      text: faultText(fault, locale),
      way: fault.way,
    }),
  );
  return [...sound, ...branchFaults(flow, words), ...valueFaults(flow, words)];
}

function branchFaults(flow: WorkflowDoc, words: FaultWords): FlowFault[] {
  return flow.edges.flatMap((edge): FlowFault[] => {
    if (edge.when === undefined) return [];
    const title = flow.nodes.find(({ id }) => id === edge.from)?.title ?? edge.from;
    const at = { id: `when.${edge.id}`, node: edge.from, edge: edge.id, way: [] };
    if (edge.when === neverTrue) return [{ ...at, severity: 'warning', text: words.unwritten(title) }];
    const reason = formulaFault(edge.when, names);
    return reason === undefined ? [] : [{ ...at, severity: 'error', text: words.formula(title, reason) }];
  });
}

function valueFaults(flow: WorkflowDoc, words: FaultWords): FlowFault[] {
  return flow.nodes.flatMap((node): FlowFault[] => {
    if (node.type !== 'update') return [];
    return node.config.set.flatMap(({ field, value }): FlowFault[] => {
      const reason = formulaFault(value, names);
      return reason === undefined
        ? []
        : [
            {
              id: `set.${node.id}.${field}`,
              severity: 'error',
              node: node.id,
              edge: undefined,
              way: [],
              text: words.formula(node.title, reason),
            },
          ];
    });
  });
}

/** The edges along a way of nodes. */
export function edgesOfWay(flow: WorkflowDoc, way: readonly string[]): Set<string> {
  const edges = new Set<string>();
  for (const [index, from] of way.entries()) {
    const edge = flow.edges.find((one) => one.from === from && one.to === way[index + 1]);
    if (edge) edges.add(edge.id);
  }
  return edges;
}
