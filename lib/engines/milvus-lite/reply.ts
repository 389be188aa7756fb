import type { ResStatus } from '@zilliz/milvus2-sdk-node';

/** A call that the server refused or failed, told in its reply. */
export class Refusal extends Error {
  constructor(readonly status: ResStatus) {
    super(status.reason || `error code ${status.code ?? status.error_code}, and no reason`);
    this.name = 'Refusal';
  }
}

/**
 * A reply, where its call succeeded. Milvus has two codes for that, an old one and a new: Milvus Lite leaves the old one at
 * `Success` where it did not expect the error, and the client, which looks at that alone, takes the call for a success.
 */
export function accepted<Reply extends ResStatus | { readonly status: ResStatus }>(reply: Reply): Reply {
  const status: ResStatus = 'status' in reply ? reply.status : reply;
  const success = [0, 'Success'].includes(status.error_code) && (status.code ?? 0) === 0;
  if (!success) throw new Refusal(status);
  return reply;
}
