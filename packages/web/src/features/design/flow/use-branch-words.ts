import { type Edge, type EntityField, fieldType, type WorkflowDoc } from '@formwright/metadata';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { usePeople } from '../../../ui/api/use-people.ts';
import { usePreferences } from '../../../ui/preferences/preferences.ts';
import { useSession } from '../../../ui/session/session-context.tsx';
import { fromFormula, type Term } from './condition/condition-formula.ts';
import { neverTrue } from './flow-edits.ts';
import { useEntityFields, useInputFields } from './panels/use-entity-fields.ts';

/** When a branch is taken, in words: its name, else its condition. */
export function useBranchWords(flow: WorkflowDoc): (edge: Edge) => string {
  const { t } = useTranslation('design');
  const termWords = useTermWords(flow);
  return useCallback(
    ({ title, when }) => {
      if (title) return title;
      if (when === undefined) return t('branch.defaultShort');
      if (when === neverTrue) return t('branch.unwritten');
      const condition = fromFormula(when);
      return condition
        ? condition.terms.map(termWords).join(condition.join === 'and' ? t('condition.joinAnd') : t('condition.joinOr'))
        : when;
    },
    [t, termWords],
  );
}

function useTermWords(flow: WorkflowDoc): (term: Term) => string {
  const { t } = useTranslation('design');
  const record = useEntityFields(flow.trigger.entity);
  const input = useInputFields(flow);
  const locale = usePreferences((state) => state.locale);
  const { organisation } = useSession();
  const { personName, departmentName } = usePeople();
  return useCallback(
    ({ source, field: key, op, value }) => {
      const field = (source === 'input' ? input : record).find((one) => one.key === key);
      const lookup = (kind: string, id: string) =>
        kind === 'member' ? personName(id) : kind === 'department' ? departmentName(id) : undefined;
      const words = (one: unknown) => (field ? display(field, one, { locale, lookup, timeZone: organisation.timeZone }) : String(one));
      const values = value === undefined ? '' : Array.isArray(value) ? value.map(words).join(t('impact.comma')) : words(value);
      return [field?.title ?? key, t(`condition.op.${op}`), values].filter((part) => part !== '').join(' ');
    },
    [t, record, input, locale, organisation.timeZone, personName, departmentName],
  );
}

function display(field: EntityField, value: unknown, options: Parameters<ReturnType<typeof fieldType>['display']>[2]): string {
  return fieldType(field.typeName).display(value, field.document, options) || String(value);
}
