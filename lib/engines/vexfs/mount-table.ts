/** A line of Linux's mount table. */
export interface Mount {
  readonly source: string;
  readonly folder: string;
  readonly type: string;
}

/** The file system of this process's view. */
export const mountTable = '/proc/self/mounts';

/** What is mounted at a folder; of several over one another the last, which hides the others. */
export function mountAt(folder: string, table: string): Mount | undefined {
  const mounts = table.split('\n').map((line): Mount => {
    const [source = '', at = '', type = ''] = line.split(' ').map(unescaped);
    return { source, folder: at, type };
  });
  return mounts.findLast((mount) => mount.folder === folder);
}

/** Blanks, tabs, line ends and backslashes stand there in octal: `\040`. */
const unescaped = (field: string): string =>
  field.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
