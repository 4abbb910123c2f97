import { type EntityField, toEntityField, type WorkflowDoc } from '@formwright/metadata';
import { useMemo } from 'react';
import { useDesign } from '../../state/design-context.tsx';

/** The fields of an entity in the draft, in their order. */
export function useEntityFields(entity: string): EntityField[] {
  const document = useDesign(({ history: { docs } }) => docs.entities.find(({ key }) => key === entity));
  return useMemo(() => Object.entries(document?.properties ?? {}).map(([key, field]) => toEntityField(key, field, false)), [document]);
}

/** The fields that are filled in when the workflow is started. */
export function useInputFields(flow: WorkflowDoc): EntityField[] {
  const { input } = flow.trigger;
  return useMemo(
    () => Object.entries(input?.properties ?? {}).map(([key, field]) => toEntityField(key, field, input?.required?.includes(key) ?? false)),
    [input],
  );
}
