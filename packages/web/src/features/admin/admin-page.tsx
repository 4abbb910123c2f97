/** Stands here until the page is written. */
export function AdminPage() {
  return null;
}
