// A Chromium that can draw static images of figures.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** @param {string} file */
function runs(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Looks where the library looks (lib/views/browser.ts).
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | undefined} where it is
 */
export function findChromium(env = process.env) {
  if (env.VEXLAB_CHROMIUM) return runs(env.VEXLAB_CHROMIUM) ? env.VEXLAB_CHROMIUM : undefined;
  const folders = [...(env.PATH ?? '').split(delimiter).filter(Boolean), '/usr/bin', '/snap/bin'];
  return [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...applications].find(runs);
}
