import { AppError } from '@formwright/metadata';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useApi } from '../../ui/api/api-context.tsx';
import { queryKeys } from '../../ui/api/query-keys.ts';
import { useApps } from '../../ui/api/use-apps.ts';
import { errorText, tellFailed } from '../../ui/feedback/toast.ts';

interface Values {
  title: string;
  key: string;
}

/** Begins an empty app and opens its designer. */
export function BlankApp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('templates');
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { apps } = useApps();
  const [form] = Form.useForm<Values>();
  const create = useMutation({
    mutationFn: ({ key, title }: Values) => api.call('installApp', { body: { blank: { key, title: title.trim() } } }),
    onSuccess: async ({ app }) => {
      await queries.invalidateQueries({ queryKey: queryKeys.apps });
      onClose();
      void navigate(`/apps/${app.key}/design`);
    },
    onError: (error) => {
      if (error instanceof AppError && (error.code === 'APP_EXISTS' || error.code === 'ALREADY_EXISTS'))
        form.setFields([{ name: 'key', errors: [errorText(error)] }]);
      else tellFailed(error);
    },
  });
  const key = freeKey(apps.map((app) => app.key));
  return (
    <Modal
      open
      width={480}
      title={t('blank.title')}
      okText={t('blank.make')}
      confirmLoading={create.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form<Values> form={form} layout="vertical" requiredMark={false} initialValues={{ key }} onFinish={(values) => create.mutate(values)}>
        <Form.Item name="title" label={t('blank.name')} rules={[{ required: true, whitespace: true, message: t('blank.nameMissing') }]}>
          <Input maxLength={100} autoFocus />
        </Form.Item>
        <Form.Item
          name="key"
          label={t('blank.key')}
          extra={t('blank.keyHint')}
          rules={[{ required: true, pattern: /^[a-z][a-zA-Z0-9_]{0,62}$/, message: t('blank.keyWrong') }]}
        >
          <Input maxLength={63} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function freeKey(taken: readonly string[]): string {
  for (let number = 1; ; number += 1) if (!taken.includes(`app${number}`)) return `app${number}`;
}
