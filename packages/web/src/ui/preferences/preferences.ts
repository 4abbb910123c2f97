import type { Locale } from '@formwright/metadata';
import { create } from 'zustand';

/** Whether the page is light, dark, or follows the system. */
export type Appearance = 'light' | 'dark' | 'system';

interface Preferences {
  appearance: Appearance;
  locale: Locale;
  setAppearance: (appearance: Appearance) => void;
  setLocale: (locale: Locale) => void;
  /** Speaks the user's language in a browser in which nobody chose one. */
  followUser: (locale: Locale) => void;
}

const appearances: readonly string[] = ['light', 'dark', 'system'];

/** What this person chose for this browser; survives a reload. */
export const usePreferences = create<Preferences>((set) => ({
  appearance: storedAppearance(),
  locale: spokenLocale(stored('fw.locale'), navigator.language),
  setAppearance: (appearance) => {
    store('fw.appearance', appearance);
    set({ appearance });
  },
  setLocale: (locale) => {
    store('fw.locale', locale);
    set({ locale });
  },
  followUser: (locale) => {
    if (stored('fw.locale') === null) set({ locale });
  },
}));

/** The language chosen in this browser, else the one that the browser itself speaks. */
export function spokenLocale(chosen: string | null, browser: string): Locale {
  if (chosen === 'en' || chosen === 'zh-CN') return chosen;
  return browser.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

function storedAppearance(): Appearance {
  const value = stored('fw.appearance') ?? '';
  return appearances.includes(value) ? (value as Appearance) : 'system';
}

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function store(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Private windows may refuse storage; the choice then lasts until the tab closes.
  }
}
