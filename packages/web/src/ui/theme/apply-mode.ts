import { fontFamily } from './antd-theme.ts';
import { hues, type Mode, roles } from './palette.ts';

/** Writes every colour role as `--fw-<name>` (options as `--fw-<colour>-bg|text|solid|tile`) on the page. */
export function applyMode(mode: Mode): void {
  const root = document.documentElement;
  root.dataset.theme = mode;
  root.style.colorScheme = mode;
  root.style.setProperty('--fw-font', fontFamily);
  for (const [name, value] of Object.entries(roles[mode])) root.style.setProperty(`--fw-${name}`, value);
  for (const [color, hue] of Object.entries(hues[mode])) {
    for (const [part, value] of Object.entries(hue)) root.style.setProperty(`--fw-${color}-${part}`, String(value));
  }
}
