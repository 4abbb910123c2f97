import { Banknote } from 'lucide-react';
import { useFormat } from '../format/use-format.ts';
import type { FieldKind, ValueProps } from './field-kind.ts';
import { TextCell } from './parts/cells.tsx';
import { NumberFilter, NumberInput } from './parts/lazy-parts.ts';
import styles from './parts/parts.module.css';

/** An amount of money. */
export const moneyKind: FieldKind = {
  name: 'money',
  Icon: Banknote,
  width: 140,
  align: 'end',
  Cell: TextCell,
  Brief: CompactMoney,
  Input: NumberInput,
  FilterValue: NumberFilter,
  inline: true,
};

/** In large units. */
function CompactMoney({ value, field }: ValueProps) {
  const format = useFormat();
  return <b className={styles.figure}>{format.compactMoney(Number(value), field.document['x-field'].currency)}</b>;
}
