import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import type { FieldTypeName } from '@formwright/metadata';
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react';
import { KindIcon } from '../../../ui/field-kinds/kind-icon.tsx';
import type { DragPayload } from './form-design-context.tsx';
import styles from './form-designer.module.css';

interface PaletteTileProps {
  type: FieldTypeName;
  label: string;
  help: string;
  payload: DragPayload;
  /** At the right end. */
  note?: ReactNode;
  onClick: () => void;
}

/** Something that can be dragged into the form, or put at its end by a click. */
export function PaletteTile({ type, label, help, payload, note, onClick }: PaletteTileProps) {
  const tile = useRef<HTMLButtonElement>(null);
  const [dragging, setDragging] = useState(false);
  const data = useEffectEvent(() => ({ ...payload }));
  useEffect(() => {
    const element = tile.current;
    if (!element) return undefined;
    return draggable({ element, getInitialData: () => data(), onDragStart: () => setDragging(true), onDrop: () => setDragging(false) });
  }, []);
  return (
    <button ref={tile} type="button" className={styles.tile} data-dragging={dragging || undefined} title={help} onClick={onClick}>
      <KindIcon type={type} />
      <span>{label}</span>
      {note === undefined ? null : <small>{note}</small>}
    </button>
  );
}
