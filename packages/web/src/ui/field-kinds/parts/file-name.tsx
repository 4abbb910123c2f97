import { useQuery } from '@tanstack/react-query';
import { FileText } from 'lucide-react';
import { useTranslation } from 'react-i18next';

/** A stored file as a link that downloads it. */
export function FileName({ id }: { id: string }) {
  const { t } = useTranslation('fields');
  const { data } = useQuery({ queryKey: ['fileName', id], queryFn: () => readName(id), staleTime: Number.POSITIVE_INFINITY });
  return (
    <a
      href={`/api/files/${encodeURIComponent(id)}`}
      download
      style={{ display: 'inline-flex', alignItems: 'center', gap: 4 }}
      onClick={(event) => event.stopPropagation()}
    >
      <FileText size={14} strokeWidth={2} aria-hidden />
      {data || t('file.unnamed')}
    </a>
  );
}

async function readName(id: string): Promise<string> {
  const answer = await fetch(`/api/files/${encodeURIComponent(id)}`, { method: 'HEAD' });
  const header = answer.headers.get('content-disposition') ?? '';
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(header)?.[1];
  return encoded ? decodeURIComponent(encoded) : (/filename="?([^";]+)"?/.exec(header)?.[1] ?? '');
}
