import type { Template } from '@formwright/client';
import { AppError, isEmail } from '@formwright/metadata';
import { Button, Form, type FormInstance, Input, Select } from 'antd';
import { ArrowRight } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../ui/feedback/toast.ts';
import { usePreferences } from '../../ui/preferences/preferences.ts';
import { PasswordHint } from './password-hint.tsx';
import { passwordStrength } from './password-strength.ts';
import styles from './setup.module.css';
import { TemplateChoice } from './template-choice.tsx';
import { ownTimeZone, timeZones } from './time-zones.ts';
import type { Choice } from './use-setup.ts';

/** What the page asks for. */
export interface SetupValues {
  organisation: string;
  name: string;
  email: string;
  password: string;
  timeZone: string;
}

interface SetupFormProps {
  /** Undefined while they are asked for. */
  templates: readonly Template[] | undefined;
  /** Throws AppError; what is wrong is then shown beside the fields. */
  onSubmit: (values: SetupValues, choice: Choice) => Promise<void>;
}

/** The one page that a new organisation fills in. */
export function SetupForm({ templates, onSubmit }: SetupFormProps) {
  const { t } = useTranslation('setup');
  const [form] = Form.useForm<SetupValues>();
  const [chosen, setChosen] = useState<string[]>();
  const [sampleData, setSampleData] = useState(true);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const keys = chosen ?? templates?.slice(0, 1).map(({ key }) => key) ?? [];
  const submit = async (values: SetupValues) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await onSubmit(values, { templates: templates?.filter(({ key }) => keys.includes(key)) ?? [], sampleData });
    } catch (error) {
      setProblem(showProblems(form, error));
      setBusy(false);
    }
  };
  return (
    <Form
      form={form}
      layout="vertical"
      size="large"
      requiredMark={false}
      initialValues={{ timeZone: ownTimeZone() }}
      onFinish={(values) => void submit(values)}
      scrollToFirstError
    >
      <Fields />
      <TemplateChoice templates={templates} chosen={keys} onChoose={setChosen} sampleData={sampleData} onSampleData={setSampleData} />
      {problem ? (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      ) : null}
      <Button type="primary" htmlType="submit" size="large" loading={busy || templates === undefined} className={styles.submit}>
        {t('submit')} <ArrowRight size={16} strokeWidth={1.75} aria-hidden />
      </Button>
    </Form>
  );
}

function Fields() {
  const { t } = useTranslation('setup');
  const locale = usePreferences((state) => state.locale);
  const zones = useMemo(() => timeZones(locale, ownTimeZone()), [locale]);
  const strong = async (_rule: unknown, value: string | undefined) => {
    if (value && passwordStrength(value) === 'short') throw new Error(t('passwordShort'));
  };
  const address = async (_rule: unknown, value: string | undefined) => {
    if (value && !isEmail(value.trim())) throw new Error(t('emailWrong'));
  };
  return (
    <div className={styles.fields}>
      <Form.Item
        name="organisation"
        label={t('organisation')}
        rules={[{ required: true, whitespace: true, message: t('organisationMissing') }]}
      >
        <Input maxLength={100} autoComplete="organization" autoFocus />
      </Form.Item>
      <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true, message: t('nameMissing') }]}>
        <Input maxLength={100} autoComplete="name" />
      </Form.Item>
      <Form.Item
        name="email"
        label={t('email')}
        validateTrigger="onBlur"
        rules={[{ required: true, message: t('emailMissing') }, { validator: address }]}
      >
        <Input maxLength={254} autoComplete="username" inputMode="email" />
      </Form.Item>
      <Form.Item
        name="password"
        label={t('password')}
        validateTrigger="onBlur"
        rules={[{ required: true, message: t('passwordMissing') }, { validator: strong }]}
        extra={<PasswordHint />}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item name="timeZone" label={t('timeZone')} extra={t('timeZoneHint')} className={styles.wide}>
        <Select showSearch={{ optionFilterProp: 'label' }} options={zones} />
      </Form.Item>
    </div>
  );
}

/** Puts what the server refused beside the fields; the sentence for all else. */
function showProblems(form: FormInstance<SetupValues>, error: unknown): string | undefined {
  if (error instanceof AppError && error.code === 'WEAK_PASSWORD') {
    form.setFields([{ name: 'password', errors: [errorText(error)] }]);
    return undefined;
  }
  const details = error instanceof AppError ? error.details : [];
  const fields = details.flatMap((detail) => {
    const name = (['organisation', 'name', 'email', 'password', 'timeZone'] as const).find(
      (one) => detail.path === `/${one}` || detail.path === `/body/${one}`,
    );
    return name === undefined ? [] : [{ name, errors: [errorText(error)] }];
  });
  if (fields.length > 0) form.setFields(fields);
  return fields.length > 0 ? undefined : errorText(error);
}
