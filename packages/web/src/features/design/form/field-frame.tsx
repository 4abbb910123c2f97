import { Button, Dropdown, type MenuProps, Tooltip } from 'antd';
import { Copy, Ellipsis, GripVertical, X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../../../ui/preferences/preferences.ts';
import type { LayoutItem } from '../../../ui/record-form/form-layout.ts';
import { useDesign, useDesignStore } from '../state/design-context.tsx';
import { type DragPayload, useFormDesign } from './form-design-context.tsx';
import styles from './form-designer.module.css';
import { placeOf } from './form-edits.ts';
import { useDragAndDrop } from './use-drop.ts';

/** A field of the form that can be selected, dragged, moved by keys, and dropped beside. */
export function FieldFrame({ item, children }: { item: LayoutItem; children: ReactNode }) {
  const { t } = useTranslation('design');
  const { form, acts, readOnly } = useFormDesign();
  const store = useDesignStore();
  const box = useRef<HTMLDivElement>(null);
  const { key, title } = item.field;
  const selected = useDesign(({ selection }) => selection.kind === 'field' && selection.field === key);
  const columns = form.sections.find((section) => section.items.some(({ field }) => field === key))?.columns ?? 2;
  const onDrop = (payload: DragPayload, after: boolean) => {
    const place = placeOf(form, key);
    if (place === undefined) return;
    const at = { section: place.section, index: place.index + (after ? 1 : 0) };
    if (payload.drag === 'newField') acts.addNew(payload.type, at);
    else acts.place(payload.field, at);
  };
  const { edge, dragging } = useDragAndDrop(box, {
    field: key,
    edges: item.span < columns ? ['left', 'right'] : ['top', 'bottom'],
    onDrop,
    disabled: readOnly,
  });
  const press = (event: KeyboardEvent) => {
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) acts.step(key, event.key === 'ArrowUp' ? -1 : 1);
    else if (event.key === 'Delete' || event.key === 'Backspace') acts.takeOut(key);
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={box}
      className={styles.field}
      data-selected={selected || undefined}
      data-dragging={dragging || undefined}
      data-edge={edge}
      data-drop-label={t('canvas.dropHere')}
      data-field-key={key}
    >
      <div inert className={styles.fieldContent}>
        {children}
      </div>
      <button
        type="button"
        className={styles.cover}
        aria-pressed={selected}
        aria-label={t('canvas.field', { title })}
        onClick={() => store.getState().select({ kind: 'field', field: key })}
        {...(readOnly ? {} : { onKeyDown: press })}
      />
      {item.rules.visibleWhen ? <span className={styles.ruleFlag}>{t('canvas.conditional')}</span> : null}
      {selected && !readOnly ? <FieldTools item={item} /> : null}
    </div>
  );
}

function FieldTools({ item }: { item: LayoutItem }) {
  const { t } = useTranslation('design');
  const { acts } = useFormDesign();
  const locale = usePreferences((state) => state.locale);
  const { key, type } = item.field;
  const items: MenuProps['items'] = [
    { key: 'up', label: t('canvas.moveUp'), onClick: () => acts.step(key, -1) },
    { key: 'down', label: t('canvas.moveDown'), onClick: () => acts.step(key, 1) },
  ];
  const lone = { size: 'small', type: 'text' } as const;
  return (
    <div className={styles.tools}>
      <GripVertical size={14} strokeWidth={2} aria-hidden />
      <span>{type.label[locale]}</span>
      <Tooltip title={t('canvas.duplicate')}>
        <Button
          {...lone}
          aria-label={t('canvas.duplicate')}
          icon={<Copy size={14} strokeWidth={2} />}
          onClick={() => acts.duplicate(key)}
        />
      </Tooltip>
      <Dropdown trigger={['click']} menu={{ items }}>
        <Button {...lone} aria-label={t('canvas.more')} icon={<Ellipsis size={14} strokeWidth={2} />} />
      </Dropdown>
      <Tooltip title={t('canvas.takeOut')}>
        <Button {...lone} aria-label={t('canvas.takeOut')} icon={<X size={14} strokeWidth={2} />} onClick={() => acts.takeOut(key)} />
      </Tooltip>
    </div>
  );
}
