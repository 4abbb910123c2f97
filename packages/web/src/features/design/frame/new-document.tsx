import { Form, Input, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useDesign, useDesignStore } from '../state/design-context.tsx';
import { newEntity } from '../state/new-entity.ts';
import { newKey } from '../state/new-key.ts';
import { newWorkflow } from '../state/new-workflow.ts';
import { addressOf, type DesignerPage } from './address.ts';

interface Values {
  title: string;
  key: string;
  entity?: string;
}

/** Asks for the name of a new entity or workflow and begins it. */
export function NewDocument({ page, onClose }: { page: DesignerPage; onClose: () => void }) {
  const { t } = useTranslation('design');
  const store = useDesignStore();
  const docs = useDesign((design) => design.history.docs);
  const navigate = useNavigate();
  const [form] = Form.useForm<Values>();
  const list = page === 'form' ? docs.entities : docs.workflows;
  const taken = new Set([...list.map(({ key }) => key), ...docs.forms.map(({ key }) => key), ...docs.views.map(({ key }) => key)]);
  const make = ({ title, key, entity }: Values) => {
    const words = { field: t('new.nameField'), start: t('new.start'), end: t('new.end'), section: t('new.section') };
    const about = entity ?? docs.entities[0]?.key ?? '';
    store
      .getState()
      .act(
        page === 'form' ? newEntity({ key, title: title.trim() }, words) : newWorkflow({ key, title: title.trim(), entity: about }, words),
      );
    onClose();
    void navigate(addressOf(docs.app.key, page, key));
  };
  const free = async (_rule: unknown, key: string) => {
    if (taken.has(key)) throw new Error(t('new.keyTaken'));
  };
  const known = docs.entities.map(({ key, title }) => ({ value: key, label: title }));
  return (
    <Modal
      open
      title={page === 'form' ? t('new.entity') : t('new.workflow')}
      okText={t('new.make')}
      onCancel={onClose}
      onOk={() => form.submit()}
      width={480}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ key: newKey(page === 'form' ? 'entity' : 'workflow', taken), entity: docs.entities[0]?.key }}
        onFinish={make}
      >
        <Form.Item name="title" label={t('new.title')} rules={[{ required: true, whitespace: true, message: t('new.titleMissing') }]}>
          <Input maxLength={100} autoFocus />
        </Form.Item>
        {page === 'workflow' ? (
          <Form.Item name="entity" label={t('new.about')} rules={[{ required: true, message: t('new.aboutMissing') }]}>
            <Select options={known} />
          </Form.Item>
        ) : null}
        <Form.Item
          name="key"
          label={t('new.key')}
          extra={t('new.keyHint')}
          rules={[{ pattern: /^[a-z][a-zA-Z0-9_]{0,62}$/, required: true, message: t('new.keyWrong') }, { validator: free }]}
        >
          <Input maxLength={63} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
