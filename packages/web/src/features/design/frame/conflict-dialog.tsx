import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDesign, useDesignStore } from '../state/design-context.tsx';
import { documentOf } from '../state/documents.ts';

/** Another admin saved the same document: says who, and lets this one choose. */
export function ConflictDialog() {
  const { t } = useTranslation('design');
  const store = useDesignStore();
  const conflict = useDesign((design) => design.conflict);
  const docs = useDesign((design) => design.history.docs);
  if (conflict === undefined) return null;
  const document = documentOf(docs, conflict.ref) ?? conflict.theirs;
  const title = document !== undefined && 'title' in document ? document.title : conflict.ref.key;
  return (
    <Modal
      open
      closable={false}
      width={480}
      title={t('conflict.title', { who: conflict.by === '' ? t('conflict.somebody') : conflict.by, title })}
      footer={[
        <Button key="mine" onClick={() => store.getState().settle('mine')}>
          {t('conflict.mine')}
        </Button>,
        <Button key="theirs" type="primary" onClick={() => store.getState().settle('theirs')}>
          {t('conflict.theirs')}
        </Button>,
      ]}
    >
      <p>{t('conflict.hint')}</p>
    </Modal>
  );
}
