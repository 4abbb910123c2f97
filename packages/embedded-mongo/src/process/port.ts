/** Is it the number of a TCP port, or 0 for any free one? */
export function isPort(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) < 65536;
}
