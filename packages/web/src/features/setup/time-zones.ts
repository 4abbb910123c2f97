import type { Locale } from '@formwright/metadata';

/** A time zone in a list. */
export interface TimeZoneOption {
  value: string;
  label: string;
}

const named = [
  'Asia/Shanghai',
  'Asia/Hong_Kong',
  'Asia/Taipei',
  'Asia/Tokyo',
  'Asia/Seoul',
  'Asia/Singapore',
  'Asia/Kuala_Lumpur',
  'Asia/Bangkok',
  'Asia/Jakarta',
  'Asia/Manila',
  'Asia/Kolkata',
  'Asia/Dubai',
  'Europe/London',
  'Europe/Paris',
  'Europe/Berlin',
  'Europe/Moscow',
  'Africa/Johannesburg',
  'America/Sao_Paulo',
  'America/New_York',
  'America/Chicago',
  'America/Los_Angeles',
  'Australia/Sydney',
  'Pacific/Auckland',
  'UTC',
];

/** Every time zone: the common ones by their name in the language, the browser's own first, then all others by their IANA name. */
export function timeZones(locale: Locale, own: string): TimeZoneOption[] {
  const first = [own, ...named.filter((zone) => zone !== own)];
  const others = Intl.supportedValuesOf('timeZone').filter((zone) => !first.includes(zone));
  return [
    ...first.map((zone) => ({ value: zone, label: nameOf(zone, locale) })),
    ...others.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') })),
  ];
}

/** The time zone of this browser. */
export function ownTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone || 'Asia/Shanghai';
}

function nameOf(zone: string, locale: Locale): string {
  const part = (style: 'long' | 'shortOffset') =>
    new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: style }).formatToParts(0).find(({ type }) => type === 'timeZoneName')
      ?.value ?? '';
  const offset = part('shortOffset').replace('GMT', 'UTC');
  const city = zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone;
  const place = locale === 'zh-CN' && zone === 'Asia/Shanghai' ? '上海' : city;
  return locale === 'zh-CN' ? `${part('long')} · ${place}（${offset}）` : `${part('long')} · ${place} (${offset})`;
}
