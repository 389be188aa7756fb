import { linkSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderSize } from 'vexlab/dist/measure/folder-size';
import { scratch } from '../engines/processes';

it('counts the blocks that files take: no hole, no second name, nothing behind a link', async () => {
  const folder = scratch();
  const empty = await folderSize(folder);
  mkdirSync(join(folder, 'below'));
  writeFileSync(join(folder, 'below', 'full'), Buffer.alloc(1_000_000, 1));
  const full = (await folderSize(folder)) - empty;
  expect(full).toBeGreaterThanOrEqual(1_000_000);
  expect(full).toBeLessThan(1_100_000);

  writeFileSync(join(folder, 'hole'), '');
  truncateSync(join(folder, 'hole'), 50_000_000);
  linkSync(join(folder, 'below', 'full'), join(folder, 'same'));
  symlinkSync('/usr', join(folder, 'link'));
  expect((await folderSize(folder)) - empty).toBeLessThan(1_200_000);
  expect(await folderSize(join(folder, 'nowhere'))).toBe(0);
});
