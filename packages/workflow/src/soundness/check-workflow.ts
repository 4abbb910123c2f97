import type { Assignee, WorkflowDoc, WorkflowNode } from '@formwright/metadata';
import { kindOf } from '../nodes/registry.ts';
import type { Fault, FaultCode } from './fault.ts';
import { type Graph, reaches, readGraph, wayTo } from './graph.ts';

/** Everything that can keep a run from ending or leave it without anybody to act, with a way that leads there. */
export function checkWorkflow(definition: WorkflowDoc): Fault[] {
  const graph = readGraph(definition);
  const starts = definition.nodes.filter((node) => node.type === 'start');
  const shape = [...checkStarts(starts), ...checkIds(definition), ...checkEdges(definition, graph)];
  const ways = definition.nodes.flatMap((node) => checkWays(node, graph));
  const people = definition.nodes.flatMap((node) => checkPeople(node, graph));
  return [...shape, ...ways, ...people, ...(starts.length === 1 ? checkPaths(definition, graph) : [])];
}

function fault(code: FaultCode, at: { node?: WorkflowNode; edge?: string; way?: string[]; severity?: 'warning' } = {}): Fault {
  return {
    code,
    severity: at.severity ?? 'error',
    ...(at.node === undefined ? {} : { node: at.node.id }),
    ...(at.edge === undefined ? {} : { edge: at.edge }),
    params: at.node === undefined ? {} : { title: at.node.title, node: at.node.id },
    way: at.way ?? [],
  };
}

function checkStarts(starts: readonly WorkflowNode[]): Fault[] {
  if (starts.length === 0) return [fault('NO_START')];
  return starts.slice(1).map((node) => fault('SEVERAL_STARTS', { node }));
}

function checkIds(definition: WorkflowDoc): Fault[] {
  const seen = new Set<string>();
  return definition.nodes.filter((node) => seen.size === seen.add(node.id).size).map((node) => fault('NODE_REPEATED', { node }));
}

function checkEdges(definition: WorkflowDoc, graph: Graph): Fault[] {
  return definition.edges.flatMap((edge) => {
    const from = graph.nodes.get(edge.from);
    const to = graph.nodes.get(edge.to);
    if (from === undefined || to === undefined) return [fault('EDGE_LOOSE', { edge: edge.id })];
    if (to.type === 'start') return [fault('INTO_START', { node: to, edge: edge.id })];
    return from.type === 'end' ? [fault('OUT_OF_END', { node: from, edge: edge.id })] : [];
  });
}

function checkWays(node: WorkflowNode, graph: Graph): Fault[] {
  const out = graph.out.get(node.id) ?? [];
  const { ways } = kindOf(node);
  if (ways === 'none') return [];
  const way = wayTo(graph, node.id);
  if (out.length === 0) return [fault('NO_WAY_OUT', { node, way })];
  if (ways === 'one') return out.length > 1 ? [fault('SEVERAL_WAYS', { node, way })] : [];
  const defaults = out.filter((edge) => edge.when === undefined).length;
  if (defaults === 0) return [fault('NO_DEFAULT', { node, way })];
  return defaults > 1 ? [fault('SEVERAL_DEFAULTS', { node, way })] : [];
}

function checkPeople(node: WorkflowNode, graph: Graph): Fault[] {
  if (node.type !== 'approval') return [];
  const { assignees, nobody } = node.config;
  const way = wayTo(graph, node.id);
  if (nobody?.do === 'fallback' && (nobody.users ?? []).length === 0) return [fault('FALLBACK_EMPTY', { node, way })];
  if (nobody !== undefined) return [];
  if (assignees.length === 0) return [fault('NOBODY', { node, way })];
  return assignees.some(alwaysFinds) ? [] : [fault('NOBODY_RULE', { node, way })];
}

/** Whether a rule finds somebody whatever the data: only who started the run is sure to be there. */
function alwaysFinds(rule: Assignee): boolean {
  return rule.kind === 'initiator';
}

function checkPaths(definition: WorkflowDoc, graph: Graph): Fault[] {
  const loop = endlessLoop(definition, graph);
  const dead = definition.nodes.flatMap((node) => {
    const way = wayTo(graph, node.id);
    if (way.length === 0) return [fault('UNREACHABLE', { node, severity: 'warning' })];
    const stops = (graph.out.get(node.id) ?? []).length === 0;
    return !stops && !reaches(graph, node.id, (one) => one.type === 'end') ? [fault('NEVER_ENDS', { node, way })] : [];
  });
  return loop === undefined ? dead : [...dead, loop];
}

/** A loop in which no person acts. */
function endlessLoop(definition: WorkflowDoc, graph: Graph): Fault | undefined {
  const node = definition.nodes.find((one) => {
    if (kindOf(one).waits || wayTo(graph, one.id).length === 0) return false;
    return (graph.out.get(one.id) ?? []).some((edge) => edge.to === one.id || returnsWithoutPeople(graph, edge.to, one.id));
  });
  return node === undefined ? undefined : fault('ENDLESS_LOOP', { node, way: [...wayTo(graph, node.id), node.id] });
}

function returnsWithoutPeople(graph: Graph, from: string, to: string): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === to) return true;
    const node = graph.nodes.get(id);
    if (node === undefined || seen.has(id) || kindOf(node).waits) continue;
    seen.add(id);
    open.push(...(graph.out.get(id) ?? []).map((edge) => edge.to));
  }
  return false;
}
