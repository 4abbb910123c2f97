import { InputNumber } from 'antd';
import type { InputProps } from '../field-kind.ts';
import { inputBasics } from './input-basics.ts';

/** A number; thousands are separated while one reads, digits after the point as the field says. */
export function NumberInput(props: InputProps) {
  const { minimum, maximum } = props.field.document;
  const percent = props.field.typeName === 'percent';
  const value = typeof props.value === 'number' ? props.value : null;
  return (
    <InputNumber<number>
      {...inputBasics(props)}
      controls={false}
      value={percent && value !== null ? Number((value * 100).toPrecision(12)) : value}
      {...(minimum !== undefined && !percent ? { 'aria-valuemin': minimum } : {})}
      {...(maximum !== undefined && !percent ? { 'aria-valuemax': maximum } : {})}
      {...(percent ? { suffix: '%' } : {})}
      formatter={(shown, { userTyping }) =>
        userTyping ? String(shown ?? '') : String(shown ?? '').replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ',')
      }
      parser={(text) => Number((text ?? '').replace(/[,，\s]/g, ''))}
      onChange={(next) =>
        props.onChange(typeof next !== 'number' || Number.isNaN(next) ? undefined : percent ? Number((next / 100).toPrecision(12)) : next)
      }
    />
  );
}
