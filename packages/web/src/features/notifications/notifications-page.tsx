/** Stands here until the page is written. */
export function NotificationsPage() {
  return null;
}
