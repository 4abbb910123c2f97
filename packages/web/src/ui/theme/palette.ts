import type { Color } from '@formwright/metadata';

/** Light or dark. */
export type Mode = 'light' | 'dark';

/** One option colour: tag background and text, solid shape, and the tile of an app. */
export interface Hue {
  bg: string;
  text: string;
  solid: string;
  tile: string;
}

const light = (bg: string, text: string, solid: string): Hue => ({ bg, text, solid, tile: solid });
const dark = (bg: string, text: string, solid: string, tile: string): Hue => ({ bg, text, solid, tile });

/** The ten colours of options and apps in both modes (design/look). */
export const hues: Record<Mode, Record<Color, Hue>> = {
  light: {
    red: light('#FEE9E6', '#803531', '#B34945'),
    orange: light('#FFEADE', '#7C3B0E', '#AE520A'),
    amber: light('#FEECD0', '#6A4801', '#946600'),
    olive: light('#EBF4CE', '#4B5602', '#6A7903'),
    green: light('#E1F5E4', '#175F2F', '#1A8641'),
    teal: light('#D9F5F4', '#035C5A', '#08817E'),
    blue: light('#E2F1FE', '#075485', '#0475B9'),
    indigo: light('#EAEEFE', '#404989', '#5A66C0'),
    plum: light('#FCE7F7', '#723766', '#A04C90'),
    grey: light('#EBEFF0', '#495252', '#677374'),
  },
  dark: {
    red: dark('#442321', '#FFBAB3', '#E47C75', '#9C433F'),
    orange: dark('#422616', '#FCBE9C', '#DE844F', '#984B16'),
    amber: dark('#3C2A0D', '#EDC78E', '#CA932E', '#835A01'),
    olive: dark('#2C3112', '#C8D696', '#97A941', '#5E6B01'),
    green: dark('#1A3520', '#A6DEB1', '#5CB572', '#21763C'),
    teal: dark('#023634', '#88E0DC', '#02B5B2', '#007270'),
    blue: dark('#163045', '#A3D4FF', '#4FA6E9', '#0F68A2'),
    indigo: dark('#262C47', '#BFCBFE', '#8797EF', '#505BA7'),
    plum: dark('#3D2438', '#F1B9E4', '#D07EBE', '#8C467E'),
    grey: dark('#273031', '#C5D0D1', '#95A1A2', '#5A6667'),
  },
};

/** Every option colour, in the order they are offered. */
export const colors = [
  'red',
  'orange',
  'amber',
  'olive',
  'green',
  'teal',
  'blue',
  'indigo',
  'plum',
  'grey',
] as const satisfies readonly Color[];

/** The roles of colour that everything else is drawn with; each becomes `--fw-<name>`. */
export const roles: Record<Mode, Record<string, string>> = {
  light: {
    primary: '#047E7B',
    'primary-hover': '#036765',
    'primary-active': '#005250',
    'primary-bg': '#EDFAF9',
    'primary-bg-hover': '#D7F4F2',
    'primary-border': '#84D5D1',
    'primary-border-hover': '#42B2AE',
    'primary-text': '#036765',
    'primary-text-hover': '#005250',
    'on-primary': '#FFFFFF',
    text: '#151E1F',
    'text-secondary': '#4A5556',
    'text-tertiary': '#647071',
    'text-quaternary': '#8A9496',
    layout: '#F3F6F7',
    container: '#FFFFFF',
    elevated: '#FFFFFF',
    'fill-alter': '#F8FBFB',
    hover: '#F6F9F9',
    'fill-tertiary': 'rgb(21 38 40 / .045)',
    'fill-secondary': 'rgb(21 38 40 / .08)',
    border: '#B7BFC0',
    line: '#E3E7E8',
    split: '#EDF1F1',
    outline: '#D4DADB',
    spotlight: '#151E1F',
    'on-spotlight': '#FFFFFF',
    'spotlight-link': '#76D4D0',
    'spotlight-error': '#FC928A',
    mask: 'rgb(14 24 26 / .4)',
    'control-outline': 'rgb(4 126 123 / .22)',
    success: '#287F3D',
    'success-bg': '#E7F9E8',
    'success-border': '#A3DBAA',
    'success-text': '#175F2A',
    warning: '#C97F14',
    'warning-bg': '#FFF4E1',
    'warning-border': '#F0CB8D',
    'warning-text': '#7C4B02',
    error: '#C72D31',
    'error-bg': '#FFF2F0',
    'error-border': '#FEBFB9',
    'error-text': '#A92227',
    info: '#0177BC',
    'info-bg': '#EEF6FE',
    'info-border': '#B4D9FA',
    'info-text': '#005990',
    live: '#FAF1CB',
    'segment-on': '#FFFFFF',
    'shadow-1': '0 1px 2px rgb(16 32 34 / .07)',
    'shadow-2': '0 0 0 1px rgb(16 32 34 / .07), 0 8px 24px -6px rgb(16 32 34 / .18)',
    'shadow-3': '0 0 0 1px rgb(16 32 34 / .07), 0 24px 64px -12px rgb(16 32 34 / .3)',
  },
  dark: {
    primary: '#29A8A4',
    'primary-hover': '#49C0BC',
    'primary-active': '#137875',
    'primary-bg': '#112424',
    'primary-bg-hover': '#133130',
    'primary-border': '#125856',
    'primary-border-hover': '#137875',
    'primary-text': '#49C0BC',
    'primary-text-hover': '#76D4D0',
    'on-primary': '#04201F',
    text: '#E7ECED',
    'text-secondary': '#ACB7B8',
    'text-tertiary': '#8A9698',
    'text-quaternary': '#636E70',
    layout: '#0E1415',
    container: '#11191A',
    elevated: '#192223',
    'fill-alter': '#151C1D',
    hover: '#161E1F',
    'fill-tertiary': 'rgb(220 240 240 / .06)',
    'fill-secondary': 'rgb(220 240 240 / .10)',
    border: '#4A5556',
    line: '#2C3637',
    split: '#222B2C',
    outline: '#3A4546',
    spotlight: '#E7ECED',
    'on-spotlight': '#04201F',
    'spotlight-link': '#036765',
    'spotlight-error': '#A92227',
    mask: 'rgb(0 0 0 / .55)',
    'control-outline': 'rgb(41 168 164 / .34)',
    success: '#5AB66B',
    'success-bg': '#162919',
    'success-border': '#2B5232',
    'success-text': '#86D391',
    warning: '#E8A63D',
    'warning-bg': '#32230E',
    'warning-border': '#63471C',
    'warning-text': '#F0C374',
    error: '#E8605B',
    'error-bg': '#391917',
    'error-border': '#7A3430',
    'error-text': '#FC928A',
    info: '#58A5E4',
    'info-bg': '#122636',
    'info-border': '#295171',
    'info-text': '#8CC4F4',
    live: '#38300F',
    'segment-on': '#2C3637',
    'shadow-1': '0 1px 2px rgb(0 0 0 / .4)',
    'shadow-2': '0 0 0 1px #2C3637, 0 10px 28px -6px rgb(0 0 0 / .6)',
    'shadow-3': '0 0 0 1px #2C3637, 0 24px 64px -12px rgb(0 0 0 / .75)',
  },
};

/** The colour of a role; the text colour for a name nobody defined. */
export function role(mode: Mode, name: string): string {
  return roles[mode][name] ?? roles[mode].text ?? '';
}

/** Colours of chart series in their order (design/look, Charts). */
export function chartColors(mode: Mode): string[] {
  const order = ['amber', 'indigo', 'plum', 'olive', 'blue', 'red', 'green', 'orange', 'grey'] as const;
  return [role(mode, 'primary'), ...order.map((name) => hues[mode][name].solid)];
}
