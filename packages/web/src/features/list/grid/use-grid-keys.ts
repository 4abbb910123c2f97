import { type KeyboardEvent, useState } from 'react';
import type { EntityModel } from '../../../ui/app-model/app-model.ts';
import type { GridColumn } from './grid-columns.ts';
import type { GridLine } from './grid-rows.ts';
import { isEditable } from './is-editable.ts';

interface Place {
  row: number;
  column: number;
}

interface KeysInput {
  id: string;
  lines: readonly GridLine[];
  columns: readonly GridColumn[];
  model: EntityModel;
  scrollTo: (row: number) => void;
  onEdit: (cell: { id: string; field: string }) => void;
  onOpen: (id: string) => void;
  onToggle: (id: string) => void;
}

const page = 15;

/** Moving through the grid by keyboard: arrows, Home, End, Page; Enter edits or opens, Space chooses the row. */
export function useGridKeys({ id, lines, columns, model, scrollTo, onEdit, onOpen, onToggle }: KeysInput) {
  const [active, setActive] = useState<Place>({ row: 0, column: 0 });
  const go = (row: number, column: number) => {
    const next = { row: Math.max(0, Math.min(lines.length - 1, row)), column: Math.max(0, Math.min(columns.length - 1, column)) };
    setActive(next);
    scrollTo(next.row);
  };
  const enter = (withControl: boolean) => {
    const line = lines[active.row];
    const column = columns[active.column];
    if (line?.kind !== 'record' || !column) return;
    if (!withControl && isEditable(model, column)) onEdit({ id: line.record.id, field: column.key });
    else onOpen(line.record.id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { row, column } = active;
    const moves = new Map<string, () => void>([
      ['ArrowDown', () => go(row + 1, column)],
      ['ArrowUp', () => go(row - 1, column)],
      ['ArrowRight', () => go(row, column + 1)],
      ['ArrowLeft', () => go(row, column - 1)],
      ['PageDown', () => go(row + page, column)],
      ['PageUp', () => go(row - page, column)],
      ['Home', () => go(event.ctrlKey ? 0 : row, 0)],
      ['End', () => go(event.ctrlKey ? lines.length - 1 : row, columns.length - 1)],
      ['Enter', () => enter(event.ctrlKey || event.metaKey)],
      ['F2', () => enter(false)],
      [
        ' ',
        () => {
          const line = lines[row];
          if (line?.kind === 'record') onToggle(line.record.id);
        },
      ],
    ]);
    const move = event.target === event.currentTarget ? moves.get(event.key) : undefined;
    if (!move) return;
    event.preventDefault();
    move();
  };
  const line = lines[active.row];
  const activeId = line?.kind === 'record' ? `${id}-${line.record.id}-${active.column}` : undefined;
  return { active, setActive, activeId, onKeyDown };
}
