import { Paperclip } from 'lucide-react';
import type { FieldKind, ValueProps } from './field-kind.ts';
import { FileName } from './parts/file-name.tsx';
import { listOf } from './parts/input-basics.ts';
import { FileInput, NoFilter } from './parts/lazy-parts.ts';
import styles from './parts/parts.module.css';

/** Uploaded files. */
export const fileKind: FieldKind = {
  name: 'file',
  Icon: Paperclip,
  width: 180,
  align: 'start',
  Cell: FilesCell,
  Input: FileInput,
  FilterValue: NoFilter,
  wide: true,
  inline: false,
};

function FilesCell({ value }: ValueProps) {
  return (
    <span className={styles.tags}>
      {listOf(value).map((id) => (
        <FileName key={id} id={id} />
      ))}
    </span>
  );
}
