import { createRequire } from 'node:module';
import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';

const { mendServer } = createRequire(__filename)('../../kernel-setup/kernel/server.cjs') as {
  mendServer: (server: unknown, session: unknown) => void;
};

it('answers no request before all sockets are bound, and then in their order', async () => {
  const bound: (() => void)[] = [];
  const handled: string[] = [];
  class Server {
    bindSocket(): Promise<void> {
      return new Promise((resolve) => void bound.push(resolve));
    }
    handleShellMessage(message: string): void {
      handled.push(message);
    }
  }
  mendServer(Server, {});
  const server = new Server() as unknown as {
    bindSocket(socket: object, port: number): Promise<void>;
    handleShellMessage(message: string): Promise<void>;
  };
  const binding = [server.bindSocket({}, 1), server.bindSocket({}, 2)];
  const answers = [server.handleShellMessage('first'), server.handleShellMessage('second')];
  bound[1]?.();
  await setImmediate();
  expect(handled).toEqual([]);
  bound[0]?.();
  await Promise.all([...binding, ...answers]);
  expect(handled).toEqual(['first', 'second']);
});
