import type { EntityModel } from '../app-model/app-model.ts';
import type { RecordQuery, ViewState } from './view-state.ts';

/** What every way of showing records is given. */
export interface ViewProps {
  model: EntityModel;
  state: ViewState;
  query: RecordQuery;
  change: (change: Partial<ViewState>, replace?: boolean) => void;
}
