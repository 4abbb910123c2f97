import type { Task } from '@formwright/client';
import { type EntityField, fieldType, toEntityField } from '@formwright/metadata';
import { useMemo } from 'react';
import { usePeople } from '../../ui/api/use-people.ts';
import { useAppModel } from '../../ui/app-model/use-app-model.ts';
import { usePreferences } from '../../ui/preferences/preferences.ts';
import { useSession } from '../../ui/session/session-context.tsx';

/** The fields a task speaks of: those of its record, and those filled in at the start. */
export interface TaskFields {
  ofRecord: (key: string) => EntityField | undefined;
  ofStart: ReadonlyMap<string, EntityField>;
  /** Fields of the record in their natural order. */
  all: readonly EntityField[];
}

/** The fields a task speaks of, as far as this person may know them. */
export function useTaskFields(task: Task): TaskFields {
  const { model } = useAppModel(task.app);
  return useMemo(() => {
    const entity = model?.entities.get(task.entity)?.entity;
    const workflow = model?.documents.workflows.find(({ key }) => key === task.workflow);
    const input = workflow?.trigger.input;
    const start = Object.entries(input?.properties ?? {}).map(([key, field]) =>
      toEntityField(key, field, input?.required?.includes(key) ?? false),
    );
    return {
      ofRecord: (key) => entity?.fields.get(key),
      ofStart: new Map(start.map((field) => [field.key, field])),
      all: entity?.ownFields ?? [],
    };
  }, [model, task.entity, task.workflow]);
}

/** The value of a field in words; the value itself where its field is not known. */
export function useFieldText(): (field: EntityField | undefined, value: unknown) => string {
  const locale = usePreferences((state) => state.locale);
  const { organisation } = useSession();
  const { personName, departmentName } = usePeople();
  return (field, value) => {
    if (value === undefined || value === null) return '';
    if (field === undefined) return typeof value === 'object' ? '' : String(value);
    const lookup = (kind: string, id: string) =>
      kind === 'member' ? personName(id) : kind === 'department' ? departmentName(id) : undefined;
    return fieldType(field.typeName).display(value, field.document, { locale, lookup, timeZone: organisation.timeZone });
  };
}
