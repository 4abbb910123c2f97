/** The generated modules by file name, as text. */
export function generate(): Map<string, string>;
