/** A name as it stands inside an English sentence: customer, but CRM plan and 客户 as they are. */
export function inSentence(name: string): string {
  const [first = '', second = ''] = name;
  return second === second.toUpperCase() && second !== second.toLowerCase() ? name : first.toLowerCase() + name.slice(first.length);
}
