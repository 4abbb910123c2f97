import { RecordPage } from '../features/record/record-page.tsx';

/** One record on a page of its own. */
export function RecordRoute() {
  return <RecordPage />;
}
