/** Stands here until the page is written. */
export function TemplatesPage() {
  return null;
}
