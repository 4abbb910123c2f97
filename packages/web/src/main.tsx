import { createRoot } from 'react-dom/client';
import { AppRoot } from './app/app-root.tsx';
import { warmUp } from './app/warm-up.ts';
import { speak } from './i18n/i18n.ts';
import { createQueryClient } from './ui/api/create-query-client.ts';
import { usePreferences } from './ui/preferences/preferences.ts';
import './ui/theme/base.css';

const place = document.getElementById('root');
const queries = createQueryClient();
warmUp(queries, location.pathname);
if (place) void speak(usePreferences.getState().locale).then(() => createRoot(place).render(<AppRoot queries={queries} />));
