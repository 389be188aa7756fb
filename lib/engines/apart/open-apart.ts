import { LabError, messageOf } from '../../base/lab-error';
import type { Collection, CollectionSpec } from '../engine';
import type { ApartCollection } from './child';
import type { ApartChild } from './start-child';

/** A collection that a child has open. */
export interface Opened {
  /** As the child that runs now knows it; the error where that one could not open it. */
  readonly there: ApartCollection | LabError;
  /** Opens it in the child that runs now, by what the last one stored. Never rejects. */
  reopen(): Promise<void>;
}

/** Opens a collection in a child; its calls go to the child that runs when they are made. */
export async function openApart(
  asked: CollectionSpec,
  child: () => ApartChild,
  opened: Set<Opened>,
): Promise<Collection> {
  let spec = asked;
  let there: ApartCollection | LabError = await child().call('open', spec);
  const { methods, stored } = there;
  const self: Opened = {
    get there() {
      return there;
    },
    async reopen() {
      there = await child()
        .call('open', { ...spec, stored })
        .catch((error: unknown) => asLabError(error));
    },
  };
  opened.add(self);
  const use =
    <Method extends keyof Collection>(method: Method) =>
    async (...given: unknown[]): Promise<never> => {
      if (there instanceof LabError) throw there;
      return (await child().call('use', { handle: there.handle, method, given })) as never;
    };
  const configure = use('configure');
  return {
    insert: use('insert'),
    ready: use('ready'),
    search: use('search'),
    ...(methods.includes('searchBatch') && { searchBatch: use('searchBatch') }),
    count: use('count'),
    readBack: use('readBack'),
    ...(methods.includes('verify') && { verify: use('verify') }),
    ...(methods.includes('remove') && { remove: use('remove') }),
    ...(methods.includes('configure') && {
      async configure(search) {
        await configure(search);
        spec = { ...spec, search };
      },
    }),
    async drop() {
      opened.delete(self);
      await use('drop')();
    },
  };
}

const asLabError = (error: unknown): LabError =>
  error instanceof LabError ? error : new LabError({ code: 'engine-error', where: 'apart', what: messageOf(error) });
