import type { Color, WorkflowNode } from '@formwright/metadata';
import type { NodeFamily } from '@formwright/workflow';
import { Bell, CircleStop, Database, FileCheck, type LucideIcon, Play, Send, Split, Stamp } from 'lucide-react';

/** Option colour that draws a family of nodes. */
export const familyColor: Record<NodeFamily, Color> = {
  trigger: 'teal',
  people: 'orange',
  branch: 'indigo',
  data: 'blue',
  outside: 'plum',
  end: 'grey',
};

const icons: ReadonlyMap<string, LucideIcon> = new Map<string, LucideIcon>([
  ['play', Play],
  ['stamp', Stamp],
  ['send', Send],
  ['split', Split],
  ['database', Database],
  ['bell', Bell],
  ['circle-stop', CircleStop],
]);

/** The icon that a kind of node names; a sheet for a name without drawing. */
export function nodeIcon(name: string): LucideIcon {
  return icons.get(name) ?? FileCheck;
}

/** Size of a node on the canvas in px (design/look). */
export function nodeSize(type: WorkflowNode['type']): { width: number; height: number } {
  if (type === 'condition') return { width: 144, height: 44 };
  return type === 'end' ? { width: 80, height: 28 } : { width: 204, height: 60 };
}
