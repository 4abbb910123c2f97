/** A key that is not taken: the stem with the lowest number above every one in use, so that a deleted key does not come back at once. */
export function newKey(stem: string, taken: Iterable<string>): string {
  let highest = 0;
  for (const key of taken) {
    if (!key.startsWith(stem)) continue;
    const number = Number(key.slice(stem.length));
    if (Number.isInteger(number) && number > highest) highest = number;
  }
  return `${stem}${highest + 1}`;
}
