import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import type { Locale as AntdLocale } from 'antd/es/locale';
import { type ReactNode, useEffect, useLayoutEffect, useState } from 'react';
import { BrowserRouter } from 'react-router';
import { speak } from '../i18n/i18n.ts';
import { ApiProvider } from '../ui/api/api-context.tsx';
import { Toasts } from '../ui/feedback/toasts.tsx';
import { usePreferences } from '../ui/preferences/preferences.ts';
import { useMode } from '../ui/preferences/use-mode.ts';
import { antdTheme } from '../ui/theme/antd-theme.ts';
import { applyMode } from '../ui/theme/apply-mode.ts';
import { loadAntdLocale } from './antd-locale.ts';
import { AppRoutes } from './app-routes.tsx';

/** The whole browser app. */
export function AppRoot({ queries }: { queries: QueryClient }) {
  return (
    <QueryClientProvider client={queries}>
      <ApiProvider>
        <Look>
          <BrowserRouter>
            <AppRoutes />
          </BrowserRouter>
          <Toasts />
        </Look>
      </ApiProvider>
    </QueryClientProvider>
  );
}

/** Theme and language of everything below. */
function Look({ children }: { children: ReactNode }) {
  const mode = useMode();
  const locale = usePreferences((state) => state.locale);
  const [words, setWords] = useState<AntdLocale>();
  useLayoutEffect(() => applyMode(mode), [mode]);
  useEffect(() => {
    let current = true;
    void speak(locale);
    void loadAntdLocale(locale).then((loaded) => {
      if (current) setWords(loaded);
    });
    return () => {
      current = false;
    };
  }, [locale]);
  return (
    <ConfigProvider theme={antdTheme(mode)} {...(words ? { locale: words } : {})} button={{ autoInsertSpace: false }}>
      {children}
    </ConfigProvider>
  );
}
