// Runs as a process of its own (Node runs no TypeScript), so that a hostile zip can at worst end this: it gets the bytes on
// stdin with the limits as argument, writes one JSON answer to stdout, and has no environment to look at.
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';

/** A file that may not be in a package, or a limit that the zip goes beyond. */
class Refusal extends Error {
  constructor(answer) {
    super('refused');
    this.answer = answer;
  }
}

const { mostFiles, mostBytes, fileName } = JSON.parse(process.argv[2] ?? '{}');
process.stdout.write(JSON.stringify(read(readFileSync(0))));

function read(bytes) {
  try {
    return { files: textsOf(unzipSync(bytes, { filter: createFilter() })) };
  } catch (error) {
    return error instanceof Refusal ? error.answer : { refused: 'zip' };
  }
}

/** Judges each entry by what the zip's own list says of it, before anything is unpacked. */
function createFilter() {
  const allowed = new RegExp(fileName);
  const seen = new Set();
  let total = 0;
  return ({ name, originalSize }) => {
    const folded = name.toLowerCase();
    if (!allowed.test(name.replace(/\/$/, '')) || seen.has(folded)) throw new Refusal({ refused: name.slice(0, 100) });
    seen.add(folded);
    total += originalSize;
    if (seen.size > mostFiles) throw new Refusal({ tooMany: true });
    if (total > mostBytes) throw new Refusal({ tooLarge: true });
    return !name.endsWith('/');
  };
}

function textsOf(files) {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  return Object.entries(files).map(([name, content]) => [name, decoder.decode(content)]);
}
