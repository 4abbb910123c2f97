import type { ApiRecord } from '@formwright/client';
import type { EntityField } from '@formwright/metadata';
import { Form, Modal, Select } from 'antd';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntityModel } from '../../../ui/app-model/app-model.ts';
import { tellDone, tellFailed, tellRefused } from '../../../ui/feedback/toast.ts';
import { fieldKind } from '../../../ui/field-kinds/field-kinds.ts';
import { useRecordWrites } from '../../../ui/record-query/use-record-writes.ts';

interface BulkEditProps {
  model: EntityModel;
  records: readonly ApiRecord[];
  /** The one field to change; chosen by the person when left out. */
  only?: EntityField;
  onClose: () => void;
}

/** Gives one field the same value in all chosen records; what was there can be had back. */
export function BulkEdit({ model, records, only, onClose }: BulkEditProps) {
  const { t } = useTranslation('list');
  const fields = only ? [only] : model.fields.filter((field) => model.canWrite(field.key) && !field.readOnly);
  const [key, setKey] = useState(fields[0]?.key ?? '');
  const [value, setValue] = useState<unknown>();
  const field = fields.find((each) => each.key === key);
  const { save, busy } = useSave({ model, records, onClose });
  const Input = field ? fieldKind(field.typeName).Input : undefined;
  return (
    <Modal
      open
      title={only ? t('bulk.owner') : t('bulk.edit')}
      width={480}
      onCancel={onClose}
      okText={t('bulk.save', { count: records.length })}
      cancelText={t('bulk.cancel')}
      confirmLoading={busy}
      onOk={() => field && void save(field, value)}
    >
      <Form layout="vertical">
        {only ? null : (
          <Form.Item label={t('bulk.field')} htmlFor="bulk-field">
            <Select
              id="bulk-field"
              value={key}
              showSearch={{ optionFilterProp: 'label' }}
              options={fields.map((each) => ({ value: each.key, label: each.title }))}
              onChange={(next) => {
                setKey(next);
                setValue(undefined);
              }}
            />
          </Form.Item>
        )}
        <Form.Item label={field?.title ?? t('bulk.value')} htmlFor="bulk-value" help={value === undefined ? t('bulk.empties') : ''}>
          <Suspense fallback={null}>
            {field && Input ? <Input id="bulk-value" app={model.app} field={field} value={value} onChange={setValue} /> : null}
          </Suspense>
        </Form.Item>
      </Form>
    </Modal>
  );
}

function useSave({ model, records, onClose }: Pick<BulkEditProps, 'model' | 'records' | 'onClose'>) {
  const { t } = useTranslation('list');
  const writes = useRecordWrites(model);
  const [busy, setBusy] = useState(false);
  const save = async (field: EntityField, value: unknown) => {
    setBusy(true);
    try {
      const { done, refused } = await writes.updateMany(records.map(({ id }) => ({ id, [field.key]: value ?? null })));
      const before = records
        .filter(({ id }) => done.includes(id))
        .map((record) => ({ id: record.id, [field.key]: record[field.key] ?? null }));
      if (done.length > 0) tellDone(t('bulk.changed', { count: done.length, field: field.title }), () => writes.updateMany(before));
      if (refused.length > 0) tellRefused(t('bulk.refused', { count: records.length - done.length, reason: refused.join('；') }));
      onClose();
    } catch (error) {
      tellFailed(error);
      setBusy(false);
    }
  };
  return { save, busy };
}
