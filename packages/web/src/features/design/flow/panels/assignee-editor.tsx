import type { Assignee } from '@formwright/metadata';
import { Button, InputNumber, Select } from 'antd';
import { Plus, X } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { usePeople } from '../../../../ui/api/use-people.ts';
import { useDesign } from '../../state/design-context.tsx';
import styles from '../flow-designer.module.css';
import { useEntityFields } from './use-entity-fields.ts';

interface AssigneeEditorProps {
  label: string;
  entity: string;
  value: readonly Assignee[];
  onChange: (value: Assignee[]) => void;
}

const kinds: readonly Assignee['kind'][] = ['manager', 'users', 'role', 'field', 'initiator'];

/** Who: the sum of rules that name people. */
export function AssigneeEditor({ label, entity, value, onChange }: AssigneeEditorProps) {
  const { t } = useTranslation('design');
  const id = useId();
  const roles = useDesign((design) => design.history.docs.roles);
  const members = useEntityFields(entity).filter(({ typeName }) => typeName === 'member' || typeName === 'members');
  const begin = (kind: Assignee['kind']): Assignee => {
    switch (kind) {
      case 'manager':
        return { kind, level: 1 };
      case 'users':
        return { kind, users: [] };
      case 'role':
        return { kind, role: roles[0]?.key ?? '' };
      case 'field':
        return { kind, field: members[0]?.key ?? '' };
      case 'initiator':
        return { kind };
    }
  };
  const options = kinds
    .filter((kind) => (kind !== 'role' || roles.length > 0) && (kind !== 'field' || members.length > 0))
    .map((kind) => ({ value: kind, label: t(`assignee.kind.${kind}`) }));
  const replace = (at: number, rule: Assignee) => onChange(value.map((one, index) => (index === at ? rule : one)));
  return (
    <fieldset className={styles.rules}>
      <legend id={id}>{label}</legend>
      {value.map((rule, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rules have no identity of their own
        <div key={index} className={styles.rule}>
          <Select
            aria-labelledby={id}
            options={options}
            value={rule.kind}
            onChange={(kind: Assignee['kind']) => replace(index, begin(kind))}
          />
          <RuleDetail rule={rule} entity={entity} onChange={(next) => replace(index, next)} />
          <Button
            type="text"
            size="small"
            aria-label={t('assignee.remove')}
            icon={<X size={16} strokeWidth={1.75} />}
            onClick={() => onChange(value.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <Button
        type="link"
        size="small"
        icon={<Plus size={14} strokeWidth={2} />}
        onClick={() => onChange([...value, begin(value.length === 0 ? 'manager' : 'users')])}
      >
        {t('assignee.add')}
      </Button>
    </fieldset>
  );
}

function RuleDetail({ rule, entity, onChange }: { rule: Assignee; entity: string; onChange: (rule: Assignee) => void }) {
  const { t } = useTranslation('design');
  const roles = useDesign((design) => design.history.docs.roles);
  const members = useEntityFields(entity).filter(({ typeName }) => typeName === 'member' || typeName === 'members');
  switch (rule.kind) {
    case 'manager':
      return (
        <InputNumber
          aria-label={t('assignee.level')}
          min={1}
          max={9}
          precision={0}
          prefix={t('assignee.level')}
          value={rule.level ?? 1}
          onChange={(level) => onChange({ kind: 'manager', level: level ?? 1 })}
        />
      );
    case 'users':
      return <PeopleSelect value={rule.users} onChange={(users) => onChange({ kind: 'users', users })} />;
    case 'role':
      return (
        <Select
          aria-label={t('assignee.kind.role')}
          options={roles.map(({ key, title }) => ({ value: key, label: title }))}
          value={rule.role}
          onChange={(role: string) => onChange({ kind: 'role', role })}
        />
      );
    case 'field':
      return (
        <Select
          aria-label={t('assignee.kind.field')}
          options={members.map(({ key, title }) => ({ value: key, label: title }))}
          value={rule.field}
          onChange={(field: string) => onChange({ kind: 'field', field })}
        />
      );
    case 'initiator':
      return <span />;
  }
}

/** Chooses members by name. */
export function PeopleSelect({ value, onChange }: { value: readonly string[]; onChange: (users: string[]) => void }) {
  const { t } = useTranslation('design');
  const { people } = usePeople();
  const options = people.filter(({ id, active }) => active || value.includes(id)).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Select
      mode="multiple"
      aria-label={t('assignee.kind.users')}
      placeholder={t('assignee.choosePeople')}
      showSearch={{ optionFilterProp: 'label' }}
      options={options}
      value={[...value]}
      {...(value.length === 0 ? { status: 'error' as const } : {})}
      onChange={onChange}
    />
  );
}
