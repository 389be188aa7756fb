import { LabError } from '../../base/lab-error';
import { packageVersion } from '../adapter/package-version';
import { readWriteLock } from '../adapter/read-write-lock';
import type { Capabilities, Collection, Connection, EngineContext } from '../engine';
import type { AttachedServer } from '../server/attach-server';
import { withoutPassword } from '../server/without-password';
import { answerOf } from './answer';
import { vexfsApi } from './api';
import { openVexfs, searchingVexfs, type VexfsHandle } from './collection';
import { vexfsError } from './error';
import { readVersion, versionPath, versionText } from './generation';
import { documentedKey, type VexfsHttp, vexfsHttp } from './http';
import { keepLink } from './link';

/** Connects to a VexFS that answers, and ends it with the connection where it is the lab's own. */
export async function connectVexfs(
  attached: AttachedServer,
  { env, signal }: EngineContext,
  capabilities: Capabilities,
): Promise<Connection> {
  const { url, own } = attached;
  // On a default port anybody may listen: the user's key goes only to the server that the user named.
  const key = (attached.how === 'environment' && env.VEXFS_API_KEY) || documentedKey;
  const plain = vexfsHttp(url, key, signal);
  const lock = readWriteLock();
  const opened: Collection[] = [];
  let closed = false;

  const teller = (atOnce: boolean) => async (error: unknown) => {
    throw closed
      ? closedError()
      : await vexfsError(error, { url, ...(own && { own }), atOnce, ...(signal && { signal }) });
  };
  const [told, toldAtOnce] = [teller(false), teller(true)];
  /** Waits while the server is started again. */
  const sender =
    (tell: (error: unknown) => Promise<never>): VexfsHttp['send'] =>
    (method, path, body, options) =>
      closed ? Promise.reject(closedError()) : lock.shared(() => plain.send(method, path, body, options)).catch(tell);
  const [send, timed] = [sender(told), sender(toldAtOnce)];

  try {
    const answer = await send('GET', versionPath);
    const version = readVersion(answer.body);
    if (!version) {
      const what = `what answers at ${withoutPassword(url)} is not VexFS`;
      throw new LabError({ code: 'unavailable', where: 'vexfs', what });
    }
    const { generation } = version;
    const api = vexfsApi(generation, send, timed);
    const connection: Connection = {
      how: attached.how,
      clientVersion: `${packageVersion('vexlab')} over undici ${packageVersion('undici')}`,
      serverVersion: versionText(version),
      capabilities: generation === 'wrapped' ? { ...capabilities, batchedSearch: notInBatches } : capabilities,
      pids: () => attached.pids(),
      ...(attached.unseen && { unseen: attached.unseen }),
      ...(own && { restart: (hard: boolean) => lock.alone(() => own.restart(hard)).catch(told) }),
      ping: async () => void answerOf(await timed('GET', versionPath), generation),
      async open(spec) {
        const collection = await openVexfs(api, spec, signal);
        opened.push(collection);
        return collection;
      },
      address: { VEXFS_URL: url, VEXFS_API_KEY: key },
      attach: (spec, handle) => Promise.resolve(searchingVexfs(api, spec, handle as VexfsHandle)),
      async close() {
        // Nothing may stay behind on a server that lives on; one that no longer answers cannot be tidied.
        if (!own && !closed) await Promise.allSettled(opened.splice(0).map((collection) => collection.drop()));
        closed = true;
        await plain.close();
        await attached.close();
      },
    };
    keepLink(connection, { send, generation });
    return connection;
  } catch (error) {
    await plain.close();
    await attached.close();
    throw error;
  }
}

const notInBatches = 'the lab’s client asks this server for one query at a time';

const closedError = (): LabError => new LabError({ code: 'closed', where: 'vexfs', what: 'the connection was closed' });
