import { readFile, realpath } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { fsSize } from 'systeminformation';

/** The file system that a folder lies on. */
export interface Storage {
  fileSystem: string;
  device: string;
  mount: string;
  /** Whether Linux believes the device to be a turning disk; of virtual disks this says little. */
  rotational?: boolean;
}

/** The mounted file system with the longest path above `folder`; undefined where it cannot be told. */
export async function storageUnder(folder: string): Promise<Storage | undefined> {
  const path = await realpath(folder).catch(() => resolve(folder));
  const mounts = process.platform === 'linux' ? await linuxMounts() : await otherMounts();
  const above = mounts.filter(
    ({ mount }) => path === mount || path.startsWith(mount.endsWith(sep) ? mount : mount + sep),
  );
  // Of two on the same path the later one covers the earlier.
  const nearest = above.reduce<Storage | undefined>(
    (best, next) => (best && best.mount.length > next.mount.length ? best : next),
    undefined,
  );
  if (!nearest) return undefined;
  const rotational = await isRotational(nearest.device);
  return { ...nearest, ...(rotational === undefined ? {} : { rotational }) };
}

/** Read from the kernel's own list: `df` leaves out memory file systems and hangs on a dead network mount. */
async function linuxMounts(): Promise<Storage[]> {
  const text = await readFile('/proc/self/mounts', 'utf8').catch(() => '');
  // fstab(5): spaces and the like are written as three octal digits.
  const plain = (field = ''): string =>
    field.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 8)));
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [device, mount, fileSystem] = line.split(' ');
      return { device: plain(device), mount: plain(mount), fileSystem: plain(fileSystem) };
    });
}

const otherMounts = async (): Promise<Storage[]> =>
  (await fsSize()).map(({ fs, type, mount }) => ({ device: fs, fileSystem: type, mount }));

async function isRotational(device: string): Promise<boolean | undefined> {
  const disk = /^\/dev\/((?:sd|vd|xvd|hd)[a-z]+|nvme\d+n\d+|mmcblk\d+)/.exec(device)?.[1];
  const text = disk && (await readFile(`/sys/block/${disk}/queue/rotational`, 'utf8').catch(() => undefined));
  return text ? text.trim() === '1' : undefined;
}
