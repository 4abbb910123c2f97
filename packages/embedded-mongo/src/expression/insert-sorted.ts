/** Puts a value after all that are not greater. */
export function insertSorted<Item>(items: Item[], item: Item, compare: (a: Item, b: Item) => number): void {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(items[middle] as Item, item) <= 0) low = middle + 1;
    else high = middle;
  }
  items.splice(low, 0, item);
}
