import { Switch } from 'antd';
import { type ReactNode, useId } from 'react';
import styles from '../form-designer.module.css';

/** One labelled property; the control gets the id that its label points to. */
export function Property({
  label,
  hint,
  problem,
  children,
}: {
  label: string;
  hint?: string | undefined;
  problem?: string | undefined;
  children: (id: string) => ReactNode;
}) {
  const id = useId();
  return (
    <div className={styles.property}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {problem ? <p className={styles.propertyProblem}>{problem}</p> : null}
      {hint && !problem ? <p className={styles.propertyHint}>{hint}</p> : null}
    </div>
  );
}

/** One property that is on or off. */
export function SwitchProperty({
  label,
  hint,
  checked,
  disabled = false,
  onChange,
}: {
  label: string;
  hint?: string;
  checked: boolean;
  disabled?: boolean;
  onChange: (on: boolean) => void;
}) {
  const id = useId();
  return (
    <div className={styles.switchProperty}>
      <label htmlFor={id}>{label}</label>
      <Switch
        id={id}
        size="small"
        checked={checked}
        disabled={disabled}
        onChange={onChange}
        aria-describedby={hint ? `${id}-hint` : undefined}
      />
      {hint ? (
        <p id={`${id}-hint`} className={styles.propertyHint}>
          {hint}
        </p>
      ) : null}
    </div>
  );
}
