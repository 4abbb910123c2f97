import { Input, type InputRef } from 'antd';
import { Search } from 'lucide-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './entity-page.module.css';

/** Quick search; `/` brings one here from anywhere on the page. */
export function SearchBox({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const { t } = useTranslation('list');
  const input = useRef<InputRef>(null);
  const [text, setText] = useState(value);
  const tell = useEffectEvent((typed: string) => {
    if (typed !== value) onChange(typed);
  });
  useEffect(() => {
    const timer = setTimeout(() => tell(text), 250);
    return () => clearTimeout(timer);
  }, [text]);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
      event.preventDefault();
      input.current?.focus();
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
  return (
    <Input
      ref={input}
      size="small"
      allowClear
      className={styles.search ?? ''}
      aria-label={t('search')}
      placeholder={t('search')}
      prefix={<Search size={14} strokeWidth={2} aria-hidden />}
      suffix={text === '' ? <kbd>/</kbd> : null}
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  );
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
}
