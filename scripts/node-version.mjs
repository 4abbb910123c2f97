import { stop } from './say.mjs';

const [major, minor] = process.versions.node.split('.').map(Number);

// Kept free of new syntax, so that an old Node reads this file and can say what is wrong.
if (major < 20 || (major === 20 && minor < 19)) {
  stop(
    `需要 Node.js 20.19 或更新版本，现在是 ${process.versions.node}`,
    `Node.js 20.19 or newer is needed; this is ${process.versions.node}`,
  );
}
