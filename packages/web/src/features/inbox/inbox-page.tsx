/** Stands here until the page is written. */
export function InboxPage() {
  return null;
}
