const longest = 200;

/** A file name that is only a name: no folders, control or direction marks, no name of dots, at most 200 characters with its ending kept. */
export function safeName(claimed: string): string {
  const last = claimed.normalize('NFC').split(/[\\/]/).at(-1) ?? '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
  const clean = last.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff<>:"|?*]/g, '').trim();
  const named = /^\.*$/.test(clean) ? 'file' : clean;
  if ([...named].length <= longest) return named;
  const ending = /\.[^.]{1,16}$/.exec(named)?.[0] ?? '';
  return [...named].slice(0, longest - ending.length).join('') + ending;
}
