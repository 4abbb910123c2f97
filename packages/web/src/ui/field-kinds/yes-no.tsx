import { Check, Minus, ToggleLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { FieldKind, ValueProps } from './field-kind.ts';
import { YesNoFilter, YesNoInput } from './parts/lazy-parts.ts';

/** Yes or no. */
export const yesNoKind: FieldKind = {
  name: 'yesNo',
  Icon: ToggleLeft,
  width: 90,
  align: 'start',
  Cell: YesNoCell,
  Input: YesNoInput,
  FilterValue: YesNoFilter,
  inline: true,
};

function YesNoCell({ value }: ValueProps) {
  const { t } = useTranslation('fields');
  const Icon = value === true ? Check : Minus;
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 4 }}>
      <Icon size={14} strokeWidth={2} aria-hidden />
      {value === true ? t('yes') : t('no')}
    </span>
  );
}
