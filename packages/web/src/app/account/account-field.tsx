import { Input } from 'antd';
import { useId } from 'react';
import styles from './account-frame.module.css';

interface AccountFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  autoComplete: 'username' | 'current-password' | 'new-password';
  autoFocus?: boolean;
  /** What is missing or wrong. */
  problem?: string | undefined;
}

/** A labelled input of the account pages. */
export function AccountField({ label, value, onChange, autoComplete, autoFocus = false, problem }: AccountFieldProps) {
  const id = useId();
  const props = {
    id,
    size: 'large' as const,
    autoComplete,
    autoFocus,
    value,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
    ...(problem ? { status: 'error' as const, 'aria-invalid': true, 'aria-describedby': `${id}-problem` } : {}),
  };
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {autoComplete === 'username' ? <Input {...props} inputMode="email" /> : <Input.Password {...props} />}
      {problem ? (
        <p id={`${id}-problem`} role="alert">
          {problem}
        </p>
      ) : null}
    </div>
  );
}
