/** Stands here until the page is written. */
export function DesignPage() {
  return null;
}
