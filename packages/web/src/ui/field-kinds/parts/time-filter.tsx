import type { DynamicName, EntityField } from '@formwright/metadata';
import { DatePicker, InputNumber, Select } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import type { FilterValueProps } from '../field-kind.ts';
import styles from './parts.module.css';

const points: DynamicName[] = [
  'today',
  'yesterday',
  'tomorrow',
  'thisWeek',
  'lastWeek',
  'nextWeek',
  'thisMonth',
  'lastMonth',
  'nextMonth',
  'thisQuarter',
  'lastQuarter',
  'thisYear',
  'lastYear',
  'lastDays',
  'nextDays',
];

/** Compared with a day, a named span such as this week, or two days. */
export function TimeFilter(props: FilterValueProps) {
  const { op, value, onChange, label, field } = props;
  const { t } = useTranslation('fields');
  const stored = (at: dayjs.Dayjs) => storedTime(at, field);
  if (op === 'between') return <SpanFilter {...props} />;
  if (op === 'in' || op === 'nin')
    return (
      <DatePicker
        placeholder={t('pick.day')}
        aria-label={label}
        multiple
        style={{ width: '100%' }}
        value={Array.isArray(value) ? value.map((each) => dayjs(String(each))) : []}
        onChange={(next) => onChange((next ?? []).map(stored))}
      />
    );
  const dynamic = dynamicOf(value);
  return (
    <span className={styles.pair}>
      <Select
        aria-label={label}
        style={{ flex: 1, minWidth: 96 }}
        value={dynamic?.dynamic ?? 'day'}
        options={[{ value: 'day', label: t('dynamic.day') }, ...points.map((name) => ({ value: name, label: t(`dynamic.${name}`) }))]}
        onChange={(next) =>
          onChange(next === 'day' ? undefined : { dynamic: next, ...(next === 'lastDays' || next === 'nextDays' ? { days: 7 } : {}) })
        }
      />
      {dynamic === undefined ? (
        <DatePicker
          placeholder={t('pick.day')}
          aria-label={label}
          style={{ flex: 1.4 }}
          value={typeof value === 'string' ? dayjs(value) : null}
          onChange={(next) => onChange(next ? stored(next) : undefined)}
        />
      ) : null}
      {dynamic?.days === undefined ? null : (
        <InputNumber
          aria-label={t('dynamic.days')}
          min={1}
          max={366}
          style={{ width: 96 }}
          value={dynamic.days}
          suffix={t('dynamic.dayUnit')}
          onChange={(days) => onChange({ ...dynamic, days: days ?? 7 })}
        />
      )}
    </span>
  );
}

function SpanFilter({ value, onChange, field }: FilterValueProps) {
  const { t } = useTranslation('fields');
  const [from, to] = Array.isArray(value) ? value : [];
  const end = (at: dayjs.Dayjs) => (field.typeName === 'dateTime' ? at.endOf('day').toISOString() : storedTime(at, field));
  return (
    <DatePicker.RangePicker
      placeholder={[t('pick.from'), t('pick.to')]}
      style={{ width: '100%' }}
      value={[from ? dayjs(String(from)) : null, to ? dayjs(String(to)) : null]}
      onChange={(next) => onChange(next?.[0] && next[1] ? [storedTime(next[0], field), end(next[1])] : undefined)}
    />
  );
}

function storedTime(at: dayjs.Dayjs, field: EntityField): string {
  return field.typeName === 'dateTime' ? at.startOf('day').toISOString() : at.format('YYYY-MM-DD');
}

function dynamicOf(value: unknown): { dynamic: string; days?: number } | undefined {
  return typeof value === 'object' && value !== null && 'dynamic' in value ? (value as { dynamic: string; days?: number }) : undefined;
}
