import { Link } from 'react-router';
import { relationTarget } from './relation-target.ts';
import { useRecordTitle } from './use-record-title.ts';

/** The title of a related record by its id; with `link` it opens the record. */
export function RecordTitle({ app, to, id, link = false }: { app: string; to: string | undefined; id: string; link?: boolean }) {
  const target = relationTarget(app, to ?? '');
  const title = useRecordTitle({ ...target, id });
  const cut = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;
  if (!link || title === null) return <span style={cut}>{title ?? '…'}</span>;
  return (
    <Link to={`/apps/${target.app}/entities/${target.entity}/records/${id}`} style={cut} onClick={(event) => event.stopPropagation()}>
      {title ?? '…'}
    </Link>
  );
}
