/** Stands here until the page is written. */
export function EntityPage() {
  return null;
}
