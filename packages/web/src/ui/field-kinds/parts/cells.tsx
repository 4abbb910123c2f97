import { OptionTag } from '../../option-tag/option-tag.tsx';
import { usePreferences } from '../../preferences/preferences.ts';
import type { ValueProps } from '../field-kind.ts';
import { listOf } from './input-basics.ts';
import styles from './parts.module.css';

/** The value as its kind of field words it. */
export function TextCell({ value, field }: ValueProps) {
  const locale = usePreferences((state) => state.locale);
  return <span className={styles.cut}>{field.type.display(value, field.document, { locale })}</span>;
}

/** One option as a tag in its colour; a choice without one is plain text. */
export function OptionCell({ value, field }: ValueProps) {
  const option = field.document['x-field'].options?.find((each) => each.value === value);
  if (field.typeName === 'choice' && option && !option.color) return <span className={styles.cut}>{option.label}</span>;
  return <OptionTag label={option?.label ?? String(value)} {...(option?.color ? { color: option.color } : {})} />;
}

/** Several options or words as tags. */
export function OptionsCell({ value, field, app }: ValueProps) {
  return (
    <span className={styles.tags}>
      {listOf(value).map((each) => (
        <OptionCell key={each} value={each} field={field} app={app} />
      ))}
    </span>
  );
}
