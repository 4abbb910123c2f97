import { existsSync } from 'node:fs';
import { run } from './process.mjs';
import { keepTelling, stop } from './say.mjs';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Path of a Chromium that tests can drive: found, or installed where that is possible, else one clear sentence. */
export async function ensureBrowser() {
  const found = findBrowser();
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    const done = keepTelling('安装测试用的浏览器', 'Installing a browser for the tests');
    await run('apt-get', ['update']);
    await run('apt-get', ['install', '-y', 'chromium', 'fonts-noto-cjk'], { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
    done();
  }
  return (
    findBrowser() ??
    stop('没有找到 Chromium：安装一个，或用 CHROMIUM=<路径> 指定', 'No Chromium was found: install one, or name it with CHROMIUM=<path>')
  );
}

const findBrowser = () => [process.env.CHROMIUM, ...places].find((path) => path && existsSync(path));
