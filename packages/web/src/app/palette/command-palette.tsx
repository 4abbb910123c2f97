import { Modal } from 'antd';
import { Search } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { DocIcon } from '../../ui/icons/doc-icon.tsx';
import styles from './command-palette.module.css';
import { type Finding, useFindings } from './use-findings.ts';

/** Finds records, entities and apps by typing; arrows choose, Enter goes. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('shell');
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const { findings, searching } = useFindings(text);
  const chosen = Math.min(at, Math.max(0, findings.length - 1));
  const go = (path: string | undefined) => {
    if (!path) return;
    onClose();
    void navigate(path);
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(Math.min(findings.length - 1, chosen + 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(0, chosen - 1));
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) go(findings[chosen]?.path);
    else return;
    event.preventDefault();
  };
  return (
    <Modal
      open
      onCancel={onClose}
      footer={null}
      closable={false}
      width={560}
      style={{ top: 96 }}
      styles={{ container: { padding: 0 } }}
      title={null}
      aria-label={t('nav.search')}
    >
      <div className={styles.box}>
        <Search size={18} strokeWidth={1.75} aria-hidden />
        <input
          // biome-ignore lint/a11y/noAutofocus: one opens the palette to type
          autoFocus
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-findings"
          aria-activedescendant={findings[chosen] ? `palette-${chosen}` : undefined}
          aria-label={t('nav.search')}
          placeholder={t('palette.placeholder')}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={keys}
        />
      </div>
      <FindingList
        findings={findings}
        chosen={chosen}
        nothing={findings.length === 0 && text.trim() !== '' && !searching ? text : undefined}
        onPoint={setAt}
        onGo={go}
      />
    </Modal>
  );
}

interface FindingListProps {
  findings: Finding[];
  chosen: number;
  /** What was looked for in vain. */
  nothing: string | undefined;
  onPoint: (index: number) => void;
  onGo: (path: string) => void;
}

function FindingList({ findings, chosen, nothing, onPoint, onGo }: FindingListProps) {
  const { t } = useTranslation('shell');
  return (
    <div id="palette-findings" role="listbox" aria-label={t('nav.search')} className={styles.list}>
      {findings.map((finding, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the input above listens to the keyboard
        <div
          key={finding.path}
          id={`palette-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === chosen}
          className={styles.item}
          onMouseMove={() => onPoint(index)}
          onClick={() => onGo(finding.path)}
        >
          <DocIcon name={finding.icon} />
          <span className={styles.title}>{finding.title}</span>
          <span className={styles.hint}>{finding.hint}</span>
        </div>
      ))}
      {nothing === undefined ? null : <p className={styles.none}>{t('palette.none', { text: nothing })}</p>}
    </div>
  );
}
