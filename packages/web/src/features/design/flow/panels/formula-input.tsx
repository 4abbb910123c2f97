import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { formulaFault } from '../../state/formula-fault.ts';
import styles from '../flow-designer.module.css';

const names = ['record', 'input', 'initiator'];

/** A formula over the record, what was filled in, and the initiator; checked while it is written. */
export function FormulaInput({ value, label, onChange }: { value: string; label: string; onChange: (value: string) => void }) {
  const { t } = useTranslation('design');
  const fault = value.trim() === '' ? t('flow.formula.empty') : formulaFault(value, names);
  return (
    <div className={styles.formula}>
      <Input.TextArea
        aria-label={label}
        autoSize={{ minRows: 1, maxRows: 5 }}
        maxLength={2000}
        placeholder="input.level = 'A'"
        value={value}
        {...(fault ? { status: 'error' as const } : {})}
        onChange={(event) => onChange(event.target.value)}
      />
      <small data-fault={fault !== undefined || undefined}>{fault ?? t('flow.formula.fine')}</small>
    </div>
  );
}
