import type { AppDocuments } from '@formwright/metadata';
import { Dropdown, type MenuProps } from 'antd';
import { ChevronDown, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { useViewport } from '../../../ui/preferences/use-viewport.ts';
import { useDesign } from '../state/design-context.tsx';
import { addressOf, type DesignerPage, openKey } from './address.ts';
import styles from './design-frame.module.css';
import { NewDocument } from './new-document.tsx';

/** Which document is open; a menu of the others, and a way to a new one. */
export function DocumentPicker({ page }: { page: DesignerPage }) {
  const { t } = useTranslation('design');
  const docs = useDesign((design) => design.history.docs);
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const phone = useViewport() === 'phone';
  const [making, setMaking] = useState(false);
  const entries = entriesOf(docs, page, t('plainForm'));
  const open = entries.find(({ key }) => key === openKey(pathname));
  const items: MenuProps['items'] = [
    ...entries.map(({ key, title }) => ({ key: `open:${key}`, label: title })),
    ...(phone
      ? []
      : [
          { type: 'divider' as const },
          { key: 'new', icon: <Plus size={16} strokeWidth={1.75} />, label: page === 'form' ? t('new.entity') : t('new.workflow') },
        ]),
  ];
  const choose = (key: string) =>
    key === 'new' ? setMaking(true) : void navigate(addressOf(docs.app.key, page, key.slice('open:'.length)));
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => choose(key), selectedKeys: open ? [`open:${open.key}`] : [] }}>
        <button type="button" className={styles.picker}>
          <strong>{open?.title ?? t('choose')}</strong>
          <ChevronDown size={16} strokeWidth={1.75} aria-hidden />
        </button>
      </Dropdown>
      {making ? <NewDocument page={page} onClose={() => setMaking(false)} /> : null}
    </>
  );
}

function entriesOf(docs: AppDocuments, page: DesignerPage, plain: string): Array<{ key: string; title: string }> {
  if (page === 'workflow') return docs.workflows.map(({ key, title }) => ({ key, title }));
  const entity = new Map(docs.entities.map(({ key, title }) => [key, title]));
  const forms = docs.forms.map(({ key, entity: of, title }) => {
    const name = entity.get(of) ?? of;
    return { key, title: title === name ? name : `${name} · ${title}` };
  });
  const without = docs.entities
    .filter(({ key }) => !docs.forms.some((form) => form.key === key))
    .map(({ key, title }) => ({ key, title: `${title} · ${plain}` }));
  return [...forms, ...without];
}
