import { LabError } from '../../base/lab-error';
import type { Connection } from '../engine';
import type { Generation } from './generation';
import type { VexfsHttp } from './http';

/** The raw HTTP of a connection, for the checks that show what the server does with it. */
export interface VexfsLink {
  readonly generation: Generation;
  readonly send: VexfsHttp['send'];
}

const links = new WeakMap<Connection, VexfsLink>();

export const keepLink = (connection: Connection, link: VexfsLink): void => void links.set(connection, link);

export function linkOf(connection: Connection): VexfsLink {
  const link = links.get(connection);
  if (!link) throw new LabError({ code: 'not-supported', where: 'vexfs', what: 'this is no connection to VexFS' });
  return link;
}
