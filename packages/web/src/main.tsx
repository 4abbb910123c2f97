import { createRoot } from 'react-dom/client';
import { AppRoot } from './app/app-root.tsx';
import { speak } from './i18n/i18n.ts';
import { usePreferences } from './ui/preferences/preferences.ts';
import './ui/theme/base.css';

const place = document.getElementById('root');
if (place) void speak(usePreferences.getState().locale).then(() => createRoot(place).render(<AppRoot />));
