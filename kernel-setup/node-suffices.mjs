/**
 * Whether a version of Node.js will do: what package.json states under `engines`, which is what the dependencies ask for in
 * common. Kept in step with it by a test.
 */
export function nodeSuffices(version) {
  const [major, minor, patch] = version.split('.').map(Number);
  if (major === 20) return minor > 20 || (minor === 20 && patch >= 2);
  if (major === 22) return minor >= 13;
  return major >= 24;
}
