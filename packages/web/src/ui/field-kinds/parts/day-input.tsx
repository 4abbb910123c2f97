import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import type { InputProps } from '../field-kind.ts';
import { inputBasics } from './input-basics.ts';

/** A day, `YYYY-MM-DD`. */
export function DayInput(props: InputProps) {
  const { t } = useTranslation('fields');
  const { placeholder = t('pick.day'), ...basics } = inputBasics(props);
  return (
    <DatePicker
      {...basics}
      placeholder={placeholder}
      {...(props.inCell ? { defaultOpen: true } : {})}
      value={typeof props.value === 'string' ? dayjs(props.value) : null}
      onChange={(next) => props.onChange(next ? next.format('YYYY-MM-DD') : undefined)}
    />
  );
}

/** A moment; shown in this browser's time zone, stored in UTC. */
export function MomentInput(props: InputProps) {
  const { t } = useTranslation('fields');
  const { placeholder = t('pick.moment'), ...basics } = inputBasics(props);
  return (
    <DatePicker
      {...basics}
      placeholder={placeholder}
      showTime={{ format: 'HH:mm' }}
      format="YYYY-MM-DD HH:mm"
      value={typeof props.value === 'string' ? dayjs(props.value) : null}
      onChange={(next) => props.onChange(next ? next.toISOString() : undefined)}
    />
  );
}
