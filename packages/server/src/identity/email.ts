/** The form of an e-mail by which accounts are told apart: case and full-width letters do not matter. */
export function emailKey(email: string): string {
  return email.trim().normalize('NFKC').toLowerCase();
}
