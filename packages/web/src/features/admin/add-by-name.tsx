import { Button, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import styles from './admin.module.css';

interface AddByNameProps {
  label: string;
  button: string;
  icon: ReactNode;
  busy: boolean;
  /** Given the trimmed name; calls `done` once the thing is there, to make room for the next. */
  onAdd: (name: string, done: () => void) => void;
}

/** Adds a thing that needs no more than a name. */
export function AddByName({ label, button, icon, busy, onAdd }: AddByNameProps) {
  const [name, setName] = useState('');
  const add = () => {
    if (name.trim() !== '') onAdd(name.trim(), () => setName(''));
  };
  return (
    <div className={styles.toolbar}>
      <Input
        className={styles.newName ?? ''}
        aria-label={label}
        placeholder={label}
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onPressEnter={add}
      />
      <Button type="primary" icon={icon} disabled={name.trim() === ''} loading={busy} onClick={add}>
        {button}
      </Button>
    </div>
  );
}
