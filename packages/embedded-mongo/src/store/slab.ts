const slabBytes = 128 * 1024;
const largest = 16 * 1024;

let slab = new Uint8Array(slabBytes);
let used = 0;

/** A copy of `bytes[start … end)`; small copies share memory, which is much faster than an allocation for each. */
export function copyBytes(bytes: Uint8Array, start: number, end: number): Uint8Array {
  const length = end - start;
  if (length > largest) return Uint8Array.prototype.slice.call(bytes, start, end);
  if (used + length > slabBytes) {
    slab = new Uint8Array(slabBytes);
    used = 0;
  }
  const copy = slab.subarray(used, used + length);
  if (length < 48) for (let i = 0; i < length; i++) copy[i] = bytes[start + i] as number;
  else copy.set(start === 0 && end === bytes.length ? bytes : bytes.subarray(start, end));
  used += length;
  return copy;
}

/** A copy of a whole array; see {@link copyBytes}. */
export function copyOf(bytes: Uint8Array): Uint8Array {
  return copyBytes(bytes, 0, bytes.length);
}
