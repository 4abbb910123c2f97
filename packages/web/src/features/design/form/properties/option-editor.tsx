import type { FieldOption } from '@formwright/metadata';
import { Button, Input, Popover, Tooltip } from 'antd';
import { ChevronDown, ChevronUp, Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { colors } from '../../../../ui/theme/palette.ts';
import styles from '../form-designer.module.css';
import { addOption, changeOption, removeOption, stepOption } from '../option-edits.ts';

/** The options of a choice: labels, colours, order. */
export function OptionEditor({
  options,
  onChange,
}: {
  options: readonly FieldOption[];
  onChange: (options: FieldOption[], merge?: string) => void;
}) {
  const { t } = useTranslation('design');
  return (
    <fieldset className={styles.options}>
      <legend>{t('options.title')}</legend>
      {options.map((option, index) => (
        <div key={option.value} className={styles.option}>
          <ColorPick option={option} onPick={(color) => onChange(changeOption(options, option.value, { color }))} />
          <Input
            aria-label={t('options.label', { number: index + 1 })}
            value={option.label}
            maxLength={100}
            {...(option.label.trim() === '' ? { status: 'error' as const } : {})}
            onChange={(event) => onChange(changeOption(options, option.value, { label: event.target.value }), `option.${option.value}`)}
          />
          <Lone
            title={t('options.up')}
            disabled={index === 0}
            icon={<ChevronUp size={16} strokeWidth={1.75} />}
            onClick={() => onChange(stepOption(options, option.value, -1))}
          />
          <Lone
            title={t('options.down')}
            disabled={index === options.length - 1}
            icon={<ChevronDown size={16} strokeWidth={1.75} />}
            onClick={() => onChange(stepOption(options, option.value, 1))}
          />
          <Lone
            title={t('options.remove')}
            disabled={options.length === 1}
            icon={<X size={16} strokeWidth={1.75} />}
            onClick={() => onChange(removeOption(options, option.value))}
          />
        </div>
      ))}
      <Button
        type="link"
        size="small"
        icon={<Plus size={14} strokeWidth={2} />}
        onClick={() => onChange(addOption(options, t('options.new', { number: options.length + 1 })))}
      >
        {t('options.add')}
      </Button>
    </fieldset>
  );
}

function ColorPick({ option, onPick }: { option: FieldOption; onPick: (color: (typeof colors)[number]) => void }) {
  const { t } = useTranslation('design');
  const swatches = (
    <div className={styles.swatches}>
      {colors.map((color) => (
        <button
          key={color}
          type="button"
          className={styles.swatch}
          aria-pressed={(option.color ?? 'grey') === color}
          aria-label={t(`color.${color}`)}
          title={t(`color.${color}`)}
          style={{ background: `var(--fw-${color}-solid)` }}
          onClick={() => onPick(color)}
        />
      ))}
    </div>
  );
  return (
    <Popover trigger="click" placement="bottomLeft" arrow={false} content={swatches}>
      <button
        type="button"
        className={styles.swatch}
        aria-label={t('options.color', { label: option.label })}
        style={{ background: `var(--fw-${option.color ?? 'grey'}-solid)` }}
      />
    </Popover>
  );
}

function Lone({ title, icon, disabled, onClick }: { title: string; icon: React.ReactNode; disabled: boolean; onClick: () => void }) {
  return (
    <Tooltip title={title}>
      <Button type="text" size="small" aria-label={title} icon={icon} disabled={disabled} onClick={onClick} />
    </Tooltip>
  );
}
