/** Separators people write between the elements of a list. */
const separators = /[,，、;；|\n]/;

/** The texts of a list value; none when it is not a list. */
export function listTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

/** The elements a person wrote in one text. */
export function parseList(text: string): string[] {
  return unique(
    text
      .split(separators)
      .map((each) => each.trim())
      .filter((each) => each !== ''),
  );
}

/** A list of trimmed texts without repeats; anything else unchanged. */
export function normaliseList(value: unknown): unknown {
  if (!Array.isArray(value) || !value.every((each) => typeof each === 'string')) return value;
  return unique(value.map((each: string) => each.trim()).filter((each) => each !== ''));
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
