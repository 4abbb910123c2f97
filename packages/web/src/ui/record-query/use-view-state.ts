import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { EntityModel } from '../app-model/app-model.ts';
import { readViewState, type ViewState, writeViewState } from './view-state.ts';

/** The state of a list, kept in the address; `change` with `replace` adds no step to the browser's history. */
export function useViewState(model: EntityModel): [ViewState, (change: Partial<ViewState>, replace?: boolean) => void] {
  const [params, setParams] = useSearchParams();
  const state = useMemo(() => readViewState(params, model), [params, model]);
  const change = useCallback(
    (next: Partial<ViewState>, replace = false) =>
      setParams((current) => writeViewState({ ...readViewState(current, model), ...next }, model), { replace }),
    [setParams, model],
  );
  return [state, change];
}
