type AtomMatches = (atom: string, sign: string) => boolean;

interface Group {
  start: number;
  /** Single signs and classes that are repeated without limit inside. */
  repeated: string[];
  /** Whether a group inside is repeated without limit. */
  nested: boolean;
  /** First and last atom of the branch being read. */
  first: string | undefined;
  /** First atoms of its branches. */
  firsts: Array<string | undefined>;
}

const newGroup = (start: number): Group => ({ start, repeated: [], nested: false, first: undefined, firsts: [] });

/**
 * The part of a regular expression that repeats something which itself repeats, or whose branches overlap, so that a
 * back-tracking engine needs exponential time; undefined when there is none. A group that begins with a sign which its inner
 * repetitions cannot match, as in `(\.\w+)*`, is fine.
 */
export function findSlowPart(source: string, matches: AtomMatches): string | undefined {
  const groups: Group[] = [newGroup(0)];
  let at = 0;
  while (at < source.length) {
    const group = groups.at(-1) ?? newGroup(0);
    const sign = source[at] ?? '';
    if (sign === '(') {
      at += 1 + (/^\?(?:[:=!]|<[=!]|P?<\w+>)/.exec(source.slice(at + 1))?.[0].length ?? 0);
      groups.push(newGroup(at));
      continue;
    }
    if (sign === '|') {
      group.firsts.push(group.first);
      group.first = undefined;
      at += 1;
      continue;
    }
    const atom = sign === ')' ? ')' : atomAt(source, at);
    const end = at + atom.length;
    const quantifier = /^(?:[*+?]|\{\d+(?:,\d*)?\})/.exec(source.slice(end))?.[0] ?? '';
    const isEndless = quantifier === '*' || quantifier === '+' || /,\}$/.test(quantifier);
    at = end + quantifier.length + (quantifier && source[end + quantifier.length] === '?' ? 1 : 0);
    if (sign === ')') {
      const closed = groups.pop() ?? group;
      if (isEndless && isAmbiguous(closed, matches)) return source.slice(Math.max(closed.start - 1, 0), end);
      adopt(groups.at(-1), closed, isEndless);
      continue;
    }
    if (isEndless) group.repeated.push(atom);
    group.first ??= quantifier && !quantifier.startsWith('{') ? '' : atom;
  }
  return undefined;
}

function adopt(parent: Group | undefined, closed: Group, isEndless: boolean): void {
  if (!parent) return;
  parent.nested ||= isEndless || closed.nested;
  parent.repeated.push(...closed.repeated);
  parent.first ??= '';
}

function isAmbiguous(group: Group, matches: AtomMatches): boolean {
  const firsts = [...group.firsts, group.first];
  const literals = firsts.map(literalOf);
  if (firsts.length > 1 && (literals.includes(undefined) || new Set(literals).size < literals.length)) return true;
  if (group.nested) return true;
  return group.repeated.length > 0 && literals.some((sign) => sign === undefined || group.repeated.some((atom) => matches(atom, sign)));
}

/** The one sign an atom stands for, or undefined for classes, anchors and what may be left out. */
function literalOf(atom: string | undefined): string | undefined {
  if (!atom || atom === '.' || atom === '^' || atom === '$' || atom.startsWith('[')) return undefined;
  if (!atom.startsWith('\\')) return atom;
  return /^\\[^\w]$/.test(atom) ? atom[1] : undefined;
}

function atomAt(source: string, at: number): string {
  const rest = source.slice(at);
  if (rest.startsWith('\\'))
    return /^\\(?:[pP]\{[^}]*\}|[pP]\w|x[\da-fA-F]{2}|u[\da-fA-F]{4}|u\{[^}]*\}|k<\w+>|[\s\S]?)/.exec(rest)?.[0] ?? '\\';
  if (rest.startsWith('[')) return /^\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]?/.exec(rest)?.[0] ?? '[';
  return rest[0] ?? '';
}
