import { Star } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { FieldKind, ValueProps } from './field-kind.ts';
import { NumberFilter, RatingInput } from './parts/lazy-parts.ts';
import styles from './parts/parts.module.css';

/** Stars. */
export const ratingKind: FieldKind = {
  name: 'rating',
  Icon: Star,
  width: 120,
  align: 'start',
  Cell: RatingCell,
  Input: RatingInput,
  FilterValue: NumberFilter,
  inline: true,
};

function RatingCell({ value, field }: ValueProps) {
  const { t } = useTranslation('fields');
  const max = field.document['x-field'].max ?? 5;
  const given = Math.min(max, Math.max(0, Math.round(Number(value) || 0)));
  return (
    <span className={styles.stars} role="img" aria-label={t('stars', { given, max })}>
      {'★'.repeat(given)}
      <span className={styles.rest}>{'★'.repeat(max - given)}</span>
    </span>
  );
}
