import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

interface Package {
  name: string;
  version: string;
  dependencies?: { [name: string]: string };
}

const readPackage = async (folder: string): Promise<Package> =>
  JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Package;

/** Versions of Node, V8, the lab, and each installed library that it depends on directly. */
export async function softwareVersions(): Promise<{ [name: string]: string }> {
  const home = join(__dirname, '..', '..');
  const own = await readPackage(home);
  const versions: { [name: string]: string } = {
    node: process.versions.node,
    v8: process.versions.v8,
    [own.name]: own.version,
  };
  for (const name of Object.keys(own.dependencies ?? {}).sort()) {
    const version = await installedVersion(name, home);
    if (version) versions[name] = version;
  }
  return versions;
}

/** As Node resolves a package: the nearest node_modules upwards. Read by path, since many hide their package.json. */
async function installedVersion(name: string, from: string): Promise<string | undefined> {
  for (let folder = from; ; folder = dirname(folder)) {
    const found = await readPackage(join(folder, 'node_modules', name)).catch(() => undefined);
    if (found) return found.version;
    if (folder === dirname(folder)) return undefined;
  }
}
