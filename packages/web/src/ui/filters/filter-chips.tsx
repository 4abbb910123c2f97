import type { EntityField, Filter, FilterTerm } from '@formwright/metadata';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import styles from './filter-chips.module.css';
import { operatorLabel } from './operator-label.ts';
import { TermValue } from './term-value.tsx';

interface FilterChipsProps {
  app: string;
  fields: readonly EntityField[];
  value: Filter | undefined;
  onChange: (filter: Filter | undefined) => void;
}

/** A filter in words, one chip for each of its parts; a cross takes the part away. */
export function FilterChips({ app, fields, value, onChange }: FilterChipsProps) {
  const { t } = useTranslation('filters');
  if (!value) return null;
  const mode = 'any' in value ? 'any' : 'all';
  const parts: Filter[] = 'all' in value ? value.all : 'any' in value ? value.any : [value];
  const without = (index: number) => {
    const rest = parts.filter((_, each) => each !== index);
    onChange(rest.length === 0 ? undefined : mode === 'any' ? { any: rest } : { all: rest });
  };
  return (
    <ul className={styles.chips}>
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity of their own
        <li key={index} className={styles.chip}>
          {index > 0 && mode === 'any' ? <em>{t('or')}</em> : null}
          <PartText app={app} fields={fields} part={part} />
          <button type="button" aria-label={t('remove')} onClick={() => without(index)}>
            <X size={12} strokeWidth={2} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function PartText({ app, fields, part }: { app: string; fields: readonly EntityField[]; part: Filter }) {
  const { t } = useTranslation('filters');
  if ('all' in part || 'any' in part) return <span>{t('group', { count: ('all' in part ? part.all : part.any).length })}</span>;
  return <TermText app={app} field={fields.find(({ key }) => key === part.field)} term={part} />;
}

function TermText({ app, field, term }: { app: string; field: EntityField | undefined; term: FilterTerm }) {
  const { t } = useTranslation('filters');
  return (
    <span className={styles.text}>
      <span className={styles.muted}>{field?.title ?? term.field}</span> {operatorLabel(term.op, field?.type.shape, t)}{' '}
      {field && term.value !== undefined ? <TermValue app={app} field={field} value={term.value} /> : null}
    </span>
  );
}
