import type { EntityField, Filter } from '@formwright/metadata';
import { Button, Segmented } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './filter-builder.module.css';
import { type DraftGroup, draftOf, filterOf, isGroup, newTerm, nextId } from './filter-draft.ts';
import { FilterRow } from './filter-row.tsx';

interface FilterBuilderProps {
  app: string;
  /** Fields one may filter by. */
  fields: readonly EntityField[];
  value: Filter | undefined;
  /** Called with the conditions that are whole. */
  onChange: (filter: Filter | undefined) => void;
}

/** Writes a filter: conditions and groups of them, all or any. */
export function FilterBuilder({ app, fields, value, onChange }: FilterBuilderProps) {
  const [draft, setDraft] = useState(() => startOf(value, fields));
  const byKey = new Map(fields.map((field) => [field.key, field]));
  const change = (next: DraftGroup) => {
    setDraft(next);
    onChange(filterOf(next, byKey));
  };
  return <GroupEditor app={app} fields={fields} group={draft} onChange={change} depth={0} />;
}

/** Who opens an empty filter wants to write a condition. */
function startOf(value: Filter | undefined, [first]: readonly EntityField[]): DraftGroup {
  const draft = draftOf(value);
  return draft.parts.length === 0 && first ? { ...draft, parts: [newTerm(first)] } : draft;
}

interface GroupEditorProps {
  app: string;
  fields: readonly EntityField[];
  group: DraftGroup;
  onChange: (group: DraftGroup) => void;
  depth: number;
}

function GroupEditor({ app, fields, group, onChange, depth }: GroupEditorProps) {
  const { t } = useTranslation('filters');
  const setParts = (parts: DraftGroup['parts']) => onChange({ ...group, parts });
  const first = fields[0];
  const addTerm = () => first && setParts([...group.parts, newTerm(first)]);
  return (
    <div className={styles.group} data-depth={depth}>
      <Segmented
        size="small"
        value={group.mode}
        onChange={(mode) => onChange({ ...group, mode })}
        options={[
          { value: 'all' as const, label: t('all') },
          { value: 'any' as const, label: t('any') },
        ]}
      />
      {group.parts.map((part) => {
        const remove = () => setParts(group.parts.filter((each) => each.id !== part.id));
        const replace = (next: typeof part) => setParts(group.parts.map((each) => (each.id === part.id ? next : each)));
        if (isGroup(part)) {
          return (
            <GroupEditor
              key={part.id}
              app={app}
              fields={fields}
              group={part}
              depth={depth + 1}
              onChange={(next) => (next.parts.length === 0 ? remove() : replace(next))}
            />
          );
        }
        return <FilterRow key={part.id} app={app} fields={fields} term={part} onChange={replace} onRemove={remove} />;
      })}
      <div className={styles.actions}>
        <Button type="text" size="small" icon={<Plus size={14} strokeWidth={2} />} onClick={addTerm}>
          {t('addTerm')}
        </Button>
        {depth === 0 && first ? (
          <Button
            type="text"
            size="small"
            icon={<Plus size={14} strokeWidth={2} />}
            onClick={() => setParts([...group.parts, { id: nextId(), mode: 'any', parts: [newTerm(first)] }])}
          >
            {t('addGroup')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
