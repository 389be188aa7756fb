// From the log of a failed command to the command that mends it.
import { installCommand } from './install-hints.mjs';

const again = 'then: npm run setup (it goes on where it stopped)';

/** Causes that a log tells, the most telling first. */
const causes = [
  [/ENOSPC|No space left on device/i, () => `free some disk space, ${again}`],
  [
    /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|NewConnectionError|Temporary failure in name resolution|ReadTimeoutError/i,
    () => `check the network or the proxy settings, ${again}`,
  ],
  [/No module named ensurepip|ensurepip is not available/i, () => `${installCommand('python-venv')}, ${again}`],
  [
    /not found: make|make: not found|g\+\+: not found|c\+\+: not found|no acceptable C|xcode-select/i,
    () => `${installCommand('compiler')}, ${again}`,
  ],
  [/EACCES|EPERM|Permission denied/i, () => `make the files named above writable for you, ${again}`],
  [/EINTEGRITY|sha512-|HASHES/, () => `delete the cache folder named in the log, ${again}`],
  [/package-lock\.json.*(sync|does not satisfy)|EUSAGE/i, () => `git checkout package-lock.json, ${again}`],
];

/**
 * @param {string} log the text that the command left
 * @returns {string} what the reader can do
 */
export function remedyFor(log) {
  const known = causes.find(([pattern]) => pattern.test(log));
  return known ? known[1]() : 'read the log, mend what it names, then: npm run setup (it goes on where it stopped)';
}
