import { Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { FilterValueProps } from '../field-kind.ts';
import { listOf, textOf } from './input-basics.ts';
import styles from './parts.module.css';

/** Compared with a text, or with several. */
export function TextFilter({ op, value, onChange, label }: FilterValueProps) {
  if (op === 'in' || op === 'nin')
    return (
      <Select
        mode="tags"
        aria-label={label}
        style={{ width: '100%' }}
        value={listOf(value)}
        onChange={onChange}
        open={false}
        suffixIcon={null}
      />
    );
  return <Input aria-label={label} value={textOf(value)} onChange={(event) => onChange(event.target.value)} />;
}

/** Compared with a number; between takes two. */
export function NumberFilter({ op, value, onChange, label, field }: FilterValueProps) {
  const factor = field.typeName === 'percent' ? 100 : 1;
  const show = (each: unknown) => (typeof each === 'number' ? Number((each * factor).toPrecision(12)) : null);
  const read = (each: number | null) => (each === null ? undefined : Number((each / factor).toPrecision(12)));
  if (op === 'in' || op === 'nin') {
    const texts = Array.isArray(value) ? value.map((each) => String(show(each) ?? '')) : [];
    const toNumbers = (next: string[]) => next.map(Number).filter((each) => !Number.isNaN(each));
    return (
      <Select
        mode="tags"
        aria-label={label}
        style={{ width: '100%' }}
        value={texts}
        onChange={(next: string[]) => onChange(toNumbers(next).map(read))}
        open={false}
        suffixIcon={null}
      />
    );
  }
  if (op !== 'between')
    return (
      <InputNumber
        aria-label={label}
        style={{ width: '100%' }}
        controls={false}
        value={show(value)}
        onChange={(next) => onChange(read(next))}
      />
    );
  const [from, to] = Array.isArray(value) ? value : [];
  return (
    <span className={styles.pair}>
      <InputNumber
        aria-label={label}
        style={{ flex: 1 }}
        controls={false}
        value={show(from)}
        onChange={(next) => onChange([read(next), to])}
      />
      –
      <InputNumber
        aria-label={label}
        style={{ flex: 1 }}
        controls={false}
        value={show(to)}
        onChange={(next) => onChange([from, read(next)])}
      />
    </span>
  );
}

/** Yes or no. */
export function YesNoFilter({ value, onChange, label }: FilterValueProps) {
  const { t } = useTranslation('fields');
  return (
    <Select
      aria-label={label}
      style={{ width: '100%' }}
      value={value === true ? 'yes' : value === false ? 'no' : null}
      options={[
        { value: 'yes', label: t('yes') },
        { value: 'no', label: t('no') },
      ]}
      onChange={(next) => onChange(next === 'yes')}
    />
  );
}

/** For kinds that can only be empty or not. */
export function NoFilter() {
  return null;
}
