import type { ApiRecord } from '@formwright/client';
import { compileFormula } from '@formwright/formula';
import {
  AppError,
  checkFields,
  isEmptyValue,
  type Problem,
  pointer,
  type RecordData,
  toEntityField,
  type WorkflowDoc,
} from '@formwright/metadata';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { Stamp } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../ui/api/api-context.tsx';
import { queryKeys } from '../../ui/api/query-keys.ts';
import type { AppModel, EntityModel } from '../../ui/app-model/app-model.ts';
import { tellDone, tellFailed } from '../../ui/feedback/toast.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { newValues } from '../../ui/record-form/new-values.ts';
import { RecordForm } from '../../ui/record-form/record-form.tsx';
import { useSession } from '../../ui/session/session-context.tsx';

interface WorkflowButtonsProps {
  app: AppModel;
  model: EntityModel;
  record: ApiRecord;
}

/** The buttons by which workflows are started on a record. */
export function WorkflowButtons({ app, model, record }: WorkflowButtonsProps) {
  const { organisation } = useSession();
  const [starting, setStarting] = useState<WorkflowDoc>();
  const facts = { now: new Date().toISOString(), timeZone: organisation.timeZone };
  const workflows = app.documents.workflows.filter(
    ({ trigger }) => trigger.type === 'button' && trigger.entity === model.key && holds(trigger.when, record, facts),
  );
  return (
    <>
      {workflows.map((workflow) => (
        <Button key={workflow.key} icon={<Stamp size={16} strokeWidth={1.75} />} onClick={() => setStarting(workflow)}>
          {workflow.trigger.label ?? workflow.title}
        </Button>
      ))}
      {starting ? (
        <StartDialog
          key={starting.key}
          app={model.app}
          workflow={starting}
          model={model}
          record={record}
          onClose={() => setStarting(undefined)}
        />
      ) : null}
    </>
  );
}

function holds(when: string | undefined, record: ApiRecord, facts: { now: string; timeZone: string }): boolean {
  if (when === undefined) return true;
  try {
    return compileFormula(when).evaluate(record, facts) === true || compileFormula(when).evaluate({ record }, facts) === true;
  } catch {
    return true;
  }
}

interface StartDialogProps {
  app: string;
  workflow: WorkflowDoc;
  model: EntityModel;
  record: ApiRecord;
  onClose: () => void;
}

/** Asks for what the workflow wants to know, then starts it. */
function StartDialog({ app, workflow, model, record, onClose }: StartDialogProps) {
  const { t } = useTranslation('record');
  const form = useRef<{ submit: () => void }>(null);
  const { fields, values, setValues, problems, busy, start } = useStart({ app, workflow, model, record, onClose });
  const label = workflow.trigger.label ?? workflow.title;
  return (
    <Modal
      open
      width={480}
      title={label}
      onCancel={onClose}
      okText={t('submit')}
      cancelText={t('cancel')}
      confirmLoading={busy}
      onOk={() => (fields.length === 0 ? void start({}) : form.current?.submit())}
    >
      {workflow.description ? <p style={{ marginBottom: 12, color: 'var(--fw-text-secondary)' }}>{workflow.description}</p> : null}
      {fields.length > 0 ? (
        <RecordForm
          ref={form}
          app={app}
          fields={fields}
          form={{
            key: 'input',
            entity: model.key,
            title: label,
            sections: [{ key: 'input', columns: 1, items: fields.map(({ key }) => ({ field: key })) }],
          }}
          values={values}
          onChange={setValues}
          canWrite={() => true}
          check={(filled) => [...missing(fields, filled), ...checkFields(fields, filled)]}
          problems={problems}
          onSubmit={(filled) => void start(filled)}
        />
      ) : null}
    </Modal>
  );
}

function missing(fields: ReturnType<typeof toEntityField>[], values: RecordData): Problem[] {
  return fields
    .filter(({ key, required }) => required && isEmptyValue(values[key]))
    .map(({ key }) => ({ path: pointer(key), code: 'REQUIRED' }));
}

function useStart({ app, workflow, model, record, onClose }: StartDialogProps) {
  const { t } = useTranslation('record');
  const api = useApi();
  const queries = useQueryClient();
  const format = useFormat();
  const { user } = useSession();
  const fields = useMemo(() => {
    const { properties = {}, required = [] } = workflow.trigger.input ?? {};
    return Object.entries(properties).map(([key, field]) => toEntityField(key, field, required.includes(key)));
  }, [workflow]);
  const [values, setValues] = useState<RecordData>(() =>
    newValues(fields, { me: user.id, myDepartment: user.department?.id, today: format.today(), now: new Date().toISOString() }),
  );
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [busy, setBusy] = useState(false);
  const start = async (input: RecordData) => {
    setBusy(true);
    setProblems([]);
    try {
      await api.call('startWorkflow', {
        params: { app, key: workflow.key },
        body: { record: record.id, input },
        idempotencyKey: crypto.randomUUID(),
      });
      tellDone(t('started', { workflow: workflow.title }));
      void queries.invalidateQueries({ queryKey: queryKeys.recordRuns(app, model.key, record.id) });
      void queries.invalidateQueries({ queryKey: queryKeys.tasks });
      onClose();
    } catch (error) {
      if (error instanceof AppError && error.details.length > 0)
        setProblems(error.details.map((problem) => ({ ...problem, path: problem.path.replace(/^\/input/, '') })));
      else tellFailed(error);
      setBusy(false);
    }
  };
  return { fields, values, setValues, problems, busy, start };
}
