import type { ApiRecord } from '@formwright/client';
import { AppError, isEmptyValue, type Problem, type RecordData } from '@formwright/metadata';
import { Button, Modal } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntityModel } from '../../ui/app-model/app-model.ts';
import { tellDone, tellFailed } from '../../ui/feedback/toast.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { sameValue } from '../../ui/record-form/changed-values.ts';
import { newValues } from '../../ui/record-form/new-values.ts';
import { problemField } from '../../ui/record-form/problem-validator.ts';
import { RecordForm } from '../../ui/record-form/record-form.tsx';
import { useValidate } from '../../ui/record-form/use-validate.ts';
import { useRecordWrites } from '../../ui/record-query/use-record-writes.ts';
import { useSession } from '../../ui/session/session-context.tsx';
import { defaultForm } from './default-form.ts';

interface NewRecordProps {
  model: EntityModel;
  /** Values it begins with. */
  preset: RecordData;
  onCreated: (record: ApiRecord) => void;
}

/** The form of a record that is not there yet, and its button. */
export function useNewRecord({ model, preset, onCreated }: NewRecordProps) {
  const { t } = useTranslation('record');
  const format = useFormat();
  const { user } = useSession();
  const writes = useRecordWrites(model);
  const check = useValidate(model);
  const form = useRef<{ submit: () => void }>(null);
  const [start] = useState(() => ({
    ...newValues(model.fields, { me: user.id, myDepartment: user.department?.id, today: format.today(), now: new Date().toISOString() }),
    ...preset,
  }));
  const [values, setValues] = useState<RecordData>(start);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [busy, setBusy] = useState(false);
  const change = (next: RecordData) => {
    setProblems((found) =>
      found.length === 0 ? found : found.filter((problem) => sameValue(values[problemField(problem)], next[problemField(problem)])),
    );
    setValues(next);
  };
  const submit = async (filled: RecordData) => {
    setBusy(true);
    setProblems([]);
    try {
      const writable = Object.entries(filled).filter(
        ([key, value]) => !isEmptyValue(value) && (model.canWrite(key) || Object.hasOwn(preset, key)),
      );
      const record = await writes.create(Object.fromEntries(writable));
      tellDone(t('created', { entity: model.entity.title }));
      onCreated(record);
    } catch (error) {
      if (error instanceof AppError && error.details.length > 0) setProblems(error.details);
      else tellFailed(error);
    }
    setBusy(false);
  };
  const fields = model.fields.filter((field) => model.canWrite(field.key));
  const body = (
    <RecordForm
      ref={form}
      app={model.app}
      fields={fields}
      form={defaultForm(model)}
      values={values}
      onChange={change}
      canWrite={model.canWrite}
      check={check}
      problems={problems}
      onSubmit={(filled) => void submit(filled)}
      {...(fields[0] ? { focus: model.entity.titleField.key } : {})}
    />
  );
  const dirty = !sameValue(values, start);
  return { body, busy, dirty, submit: () => form.current?.submit(), title: t('new', { entity: model.entity.title }), label: t('create') };
}

/** A new record in a dialog, where another record stays in view. */
export function NewRecordModal({ model, preset, onClose }: { model: EntityModel; preset: RecordData; onClose: () => void }) {
  const { t } = useTranslation('record');
  const { body, busy, submit, title, label } = useNewRecord({ model, preset, onCreated: onClose });
  return (
    <Modal
      open
      width={720}
      title={title}
      onCancel={onClose}
      mask={{ closable: false }}
      footer={[
        <Button key="cancel" onClick={onClose}>
          {t('cancel')}
        </Button>,
        <Button key="create" type="primary" loading={busy} onClick={submit}>
          {label}
        </Button>,
      ]}
    >
      {body}
    </Modal>
  );
}
