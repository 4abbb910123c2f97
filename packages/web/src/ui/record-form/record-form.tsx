import type { EntityField, FormDoc, Problem, RecordData } from '@formwright/metadata';
import { pointer, problemText } from '@formwright/metadata';
import type FormComponent from '@rjsf/core/lib/components/Form.js';
import { type Ref, useEffect, useId, useImperativeHandle, useMemo, useRef } from 'react';
import { usePreferences } from '../preferences/preferences.ts';
import { useSession } from '../session/session-context.tsx';
import { FormContext } from './form-context.ts';
import { formLayout, layoutItems } from './form-layout.ts';
import { formStates, missingFields } from './form-states.ts';
import { ThemedForm } from './form-theme.tsx';
import { errorSchema, problemField, problemValidator } from './problem-validator.ts';
import styles from './record-form.module.css';
import { rjsfSchema } from './rjsf-schema.ts';

interface RecordFormProps {
  app: string;
  /** The fields the person may read. */
  fields: readonly EntityField[];
  /** Its layout and rules; all fields in one section without it. */
  form?: FormDoc | undefined;
  values: RecordData;
  onChange: (values: RecordData) => void;
  canWrite: (field: string) => boolean;
  /** Judges the record when it is submitted. */
  check: (values: RecordData) => Problem[];
  /** What the server found. */
  problems?: readonly Problem[];
  onSubmit: (values: RecordData) => void;
  /** Field that has the focus at first. */
  focus?: string;
  /** `submit` judges the values and calls onSubmit when nothing is wrong. */
  ref?: Ref<{ submit: () => void }>;
}

const noProblems: readonly Problem[] = [];
// T8: without this RJSF fills the first constant of a required choice by itself.
const neverInvent = { constAsDefaults: 'never', emptyObjectFields: 'skipDefaults', arrayMinItems: { populate: 'never' } } as const;

/** A form over an entity's fields, drawn by RJSF from entity, form document and field plan. */
export function RecordForm(props: RecordFormProps) {
  const { values, check, problems = noProblems, onChange, onSubmit } = props;
  const locale = usePreferences((state) => state.locale);
  const place = useRef<HTMLDivElement>(null);
  const rjsf = useRef<FormComponent>(null);
  const { setting, schema, uiSchema } = useSetting(props);
  useImperativeHandle(props.ref, () => ({ submit: () => rjsf.current?.submit() }), []);
  const judge = (data: RecordData) => [
    ...check(data),
    ...missingFields(setting.layout, setting.states, data).map(({ field }): Problem => ({ path: pointer(field.key), code: 'REQUIRED' })),
  ];
  const validator = problemValidator((data) => uniqueProblems(judge(data)), locale);
  useEffect(() => {
    if (problems.length > 0) showFirstProblem(place.current);
  }, [problems]);
  const loose = problems.filter((problem) => !setting.items.has(problemField(problem)));
  return (
    <FormContext value={setting}>
      <div ref={place}>
        {loose.length > 0 ? (
          <div className={styles.whole} role="alert">
            {loose.map((problem) => (
              <p key={problem.path + problem.code}>{problemText(problem, locale)}</p>
            ))}
          </div>
        ) : null}
        <ThemedForm
          ref={rjsf}
          schema={schema}
          uiSchema={uiSchema}
          formData={values}
          validator={validator}
          extraErrors={errorSchema(problems, locale)}
          experimental_defaultFormStateBehavior={neverInvent}
          noHtml5Validate
          showErrorList={false}
          focusOnFirstError={false}
          onChange={({ formData }) => onChange(formData ?? {})}
          onSubmit={({ formData }) => onSubmit(formData ?? {})}
          onError={() => setTimeout(() => showFirstProblem(place.current))}
        />
      </div>
    </FormContext>
  );
}

function useSetting({ app, fields, form, values, canWrite, focus }: RecordFormProps) {
  const { organisation } = useSession();
  const idPrefix = useId();
  const layout = useMemo(() => formLayout(form, fields), [form, fields]);
  const items = useMemo(() => new Map(layoutItems(layout).map((item) => [item.field.key, item])), [layout]);
  const drawn = useMemo(() => rjsfSchema(layout), [layout]);
  const facts = { now: new Date().toISOString(), timeZone: organisation.timeZone };
  const states = formStates({ layout, values, canWrite, facts });
  return { setting: { app, layout, items, states, idPrefix, focus }, ...drawn };
}

function uniqueProblems(problems: Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ path, code }) => !seen.has(path + code) && seen.add(path + code));
}

function showFirstProblem(place: HTMLElement | null): void {
  const first = place?.querySelector<HTMLElement>('[data-problem]');
  first?.scrollIntoView({ block: 'center', behavior: 'smooth' });
  first?.querySelector<HTMLElement>('input, textarea, button, [tabindex]')?.focus({ preventScroll: true });
}
