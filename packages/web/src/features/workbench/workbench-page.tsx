/** Stands here until the page is written. */
export function WorkbenchPage() {
  return null;
}
