import { Button } from 'antd';
import { Upload, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/api-context.tsx';
import { tellFailed } from '../../feedback/toast.ts';
import type { InputProps } from '../field-kind.ts';
import { FileName } from './file-name.tsx';
import { listOf, storedList } from './input-basics.ts';
import styles from './parts.module.css';

/** Uploaded files: chosen or dropped, removed one by one. */
export function FileInput({ id, value, field, onChange, disabled, describedBy }: InputProps) {
  const { t } = useTranslation('fields');
  const files = listOf(value);
  const picker = useRef<HTMLInputElement>(null);
  const { upload, busy } = useUpload();
  const add = async (chosen: Iterable<File>) => {
    const added = await upload([...chosen]);
    if (added.length > 0) onChange(storedList([...files, ...added]));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the button does the same
    <div
      className={styles.files}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        if (!disabled) void add(event.dataTransfer.files);
      }}
    >
      {files.map((file) => (
        <span key={file} className={styles.file}>
          <FileName id={file} />
          {disabled ? null : (
            <button type="button" aria-label={t('file.remove')} onClick={() => onChange(storedList(files.filter((each) => each !== file)))}>
              <X size={14} strokeWidth={2} />
            </button>
          )}
        </span>
      ))}
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        accept={field.document['x-field'].accept?.join(',')}
        onChange={(event) => {
          void add(event.target.files ?? []);
          event.target.value = '';
        }}
      />
      <Button
        id={id}
        aria-describedby={describedBy}
        icon={<Upload size={16} strokeWidth={1.75} />}
        loading={busy}
        disabled={disabled === true}
        onClick={() => picker.current?.click()}
      >
        {t('file.upload')}
      </Button>
    </div>
  );
}

function useUpload(): { upload: (files: File[]) => Promise<string[]>; busy: boolean } {
  const api = useApi();
  const [busy, setBusy] = useState(false);
  const upload = async (files: File[]) => {
    setBusy(true);
    const ids: string[] = [];
    try {
      for (const file of files) {
        const form = new FormData();
        form.append('file', file);
        ids.push((await api.call('uploadFile', { form })).id);
      }
    } catch (error) {
      tellFailed(error);
    }
    setBusy(false);
    return ids;
  };
  return { upload, busy };
}
