import { Segmented } from 'antd';
import { ChevronDown } from 'lucide-react';
import { type ReactNode, useContext, useState } from 'react';
import { useFormSetting } from './form-context.ts';
import { FormFrameContext } from './form-frame.ts';
import type { LayoutItem, LayoutSection } from './form-layout.ts';
import styles from './record-form.module.css';

/** Tabs, collapsible sections and columns of a form; `render` draws one field. */
export function FormSections({ render }: { render: (item: LayoutItem) => ReactNode }) {
  const { layout, states } = useFormSetting();
  const framed = useContext(FormFrameContext) !== undefined;
  const [tab, setTab] = useState(layout.tabs[0]?.key);
  const current = layout.tabs.some(({ key }) => key === tab) ? tab : layout.tabs[0]?.key;
  const shown = (item: LayoutItem) => framed || states.get(item.field.key)?.visible !== false;
  return (
    <div className={styles.form}>
      {layout.tabs.length > 1 ? (
        <Segmented
          className={styles.tabs ?? ''}
          value={current ?? ''}
          onChange={setTab}
          options={layout.tabs.map(({ key, title }) => ({ value: key, label: title }))}
        />
      ) : null}
      {layout.sections.map((section) => (
        <Section
          key={section.key}
          section={section}
          hidden={section.tab !== undefined && section.tab !== current}
          items={section.items.filter(shown)}
          render={render}
        />
      ))}
    </div>
  );
}

interface SectionProps {
  section: LayoutSection;
  hidden: boolean;
  items: LayoutItem[];
  render: (item: LayoutItem) => ReactNode;
}

function Section({ section, hidden, items, render }: SectionProps) {
  const [open, setOpen] = useState(true);
  const frame = useContext(FormFrameContext);
  if (items.length === 0 && !frame) return null;
  const content = (
    <section className={styles.section} hidden={hidden}>
      {section.title ? (
        <h3>
          <button type="button" className={styles.sectionHead} aria-expanded={open} onClick={() => setOpen(!open)}>
            <ChevronDown size={16} strokeWidth={1.75} aria-hidden />
            {section.title}
          </button>
        </h3>
      ) : null}
      <div className={styles.grid} style={{ '--columns': section.columns } as React.CSSProperties} hidden={!open}>
        {items.map((item) => (
          <div key={item.field.key} className={styles.place} style={{ '--span': item.span } as React.CSSProperties}>
            {frame ? <frame.Field item={item}>{render(item)}</frame.Field> : render(item)}
          </div>
        ))}
      </div>
    </section>
  );
  return frame ? <frame.Section section={section}>{content}</frame.Section> : content;
}
