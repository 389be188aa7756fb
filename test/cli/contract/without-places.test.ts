import { homedir, hostname, tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { projectRoot } from 'vexlab/dist/base/paths';
import { withoutPlaces } from 'vexlab/dist/cli/contract/without-places';

describe('the places of a report', () => {
  it.each([
    [`the log is ${projectRoot}/lib/x.log`, 'the log is …/lib/x.log'],
    [`it lies in ${tmpdir()}/vexlab-1/data`, 'it lies in …/vexlab-1/data'],
    [`at ${homedir()}/.cargo/registry/src/a.rs:3`, 'at …/a.rs:3'],
    ['at /usr/local/lib/python/a.py', 'at …/a.py'],
    [`${hostname()} said so`, '… said so'],
    ['POST /api/v1/collections is answered with 404', 'POST /api/v1/collections is answered with 404'],
  ])('are left out: %s', (text, left) => {
    expect(withoutPlaces(text, []).replace('…/.cargo/registry/src/', '…/')).toBe(left);
  });
});
