import { zipSync } from 'fflate';

/** A package as it is sent: the zip of its files in base64. */
export function pack(files: Record<string, string>): string {
  const entries = Object.entries(files).map(([name, text]) => [name, new TextEncoder().encode(text)] as const);
  return Buffer.from(zipSync(Object.fromEntries(entries))).toString('base64');
}
