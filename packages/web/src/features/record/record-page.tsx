/** Stands here until the page is written. */
export function RecordPage() {
  return null;
}
