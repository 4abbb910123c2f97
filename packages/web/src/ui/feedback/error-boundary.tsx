import { Button } from 'antd';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from './empty-state.tsx';

interface Props {
  /** What failed, as people call it: the page, the widget. */
  name: string;
  children: ReactNode;
  /** A change of this tries again. */
  resetKey?: string;
}

/** Shows a named fallback in place of a part that broke; the rest of the page stays usable. */
export class ErrorBoundary extends Component<Props, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override componentDidUpdate(previous: Props): void {
    if (this.state.broken && previous.resetKey !== this.props.resetKey) this.setState({ broken: false });
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return <Broken name={this.props.name} onRetry={() => this.setState({ broken: false })} />;
  }
}

function Broken({ name, onRetry }: { name: string; onRetry: () => void }) {
  const { t } = useTranslation('common');
  return (
    <div role="alert">
      <EmptyState title={t('broken.title', { name })} hint={t('broken.hint')} actions={<Button onClick={onRetry}>{t('retry')}</Button>} />
    </div>
  );
}
