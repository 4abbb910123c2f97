import type { RecordData } from '@formwright/metadata';
import { type AjvValidate, type Problem, type Validate, validateRecord, validateWith } from '@formwright/metadata';
import { useQuery } from '@tanstack/react-query';
import type { EntityModel } from '../app-model/app-model.ts';
import { useSession } from '../session/session-context.tsx';

const shapeless: Validate = () => [];

/** Judges a record of an entity as the server does; until the published module has arrived the server alone judges its shape. */
export function useValidate(model: EntityModel): (record: RecordData) => Problem[] {
  const { organisation } = useSession();
  const { validator } = model.access;
  const { data } = useQuery({
    queryKey: ['validator', validator],
    queryFn: async () => {
      const module: { default: AjvValidate } = await import(/* @vite-ignore */ validator);
      return { validate: validateWith(module.default) };
    },
    enabled: validator !== '',
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  });
  return (record) =>
    validateRecord({
      entity: model.entity,
      record,
      validate: data?.validate ?? shapeless,
      facts: { now: new Date().toISOString(), timeZone: organisation.timeZone },
    });
}
