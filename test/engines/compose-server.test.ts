import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { composeServer } from 'vexlab/dist/engines/server/compose-server';
import { findServer, probeOf } from 'vexlab/dist/engines/server/find-server';
import type { ServerRecipe } from 'vexlab/dist/engines/server-recipe';
import { eventually, runs, scratch } from './processes';
import { ask } from './small-server';

// Protocol tests: a script stands in for Docker, because no container runs where these tests run. It keeps a small server on
// the port that the compose file would publish, and writes down what it was asked.
const script = `#!/bin/sh
echo "$@" >> "$FAKE/calls"
case "$*" in
  *" up "*)
    [ -e "$FAKE/broken" ] && { echo "no such image" >&2; exit 1; }
    "$NODE" -e 'require("http").createServer((q, r) => r.end(String(process.pid))).listen(+process.argv[1], "127.0.0.1")' "$VEXLAB_SMALL_PORT" >/dev/null 2>&1 &
    echo $! > "$FAKE/pid" ;;
  *" stop "*|*" kill "*|*" down "*) [ -e "$FAKE/pid" ] && kill -9 "$(cat "$FAKE/pid")" 2>/dev/null ;;
  *" ps "*) echo container7 ;;
  *State.Pid*) cat "$FAKE/pid" ;;
  *State.Running*) case "$(ps -o stat= -p "$(cat "$FAKE/pid")")" in ''|Z*) echo false ;; *) echo true ;; esac ;;
  *State.ExitCode*) echo 137 ;;
  *" logs "*) echo "a line of the log" ;;
esac
exit 0
`;

const recipe: ServerRecipe = {
  urlVariable: 'SMALL_URL',
  container: 'small',
  answers: (url) =>
    ask(Number(new URL(url).port)).then(
      (pid) => pid > 0,
      () => false,
    ),
  local: () => Promise.resolve({ missing: 'it is not installed', remedy: 'install it' }),
};

function fakeDocker(): { env: NodeJS.ProcessEnv; folder: string; calls: () => string } {
  const folder = scratch();
  writeFileSync(join(folder, 'docker'), script);
  chmodSync(join(folder, 'docker'), 0o755);
  const env = {
    ...process.env,
    PATH: `${folder}:${process.env.PATH}`,
    FAKE: folder,
    NODE: process.execPath,
    VEXLAB_CACHE: folder,
  };
  return { env, folder, calls: () => readFileSync(join(folder, 'calls'), 'utf8') };
}

it('starts, restarts, tells the death of and removes a container', async () => {
  const { env, calls } = fakeDocker();
  const context = { dataDir: scratch(), env };
  const found = await findServer('small', recipe, context);
  expect(probeOf(found)).toEqual({ state: 'startable', how: 'docker', why: 'container small of compose.yaml' });
  if (found.how !== 'docker') throw new Error(found.how);
  const service = await found.start(context);
  expect(service.pid()).toBe(await ask(service.port));
  expect(calls()).toMatch(
    /compose --file \S+compose\.yaml --project-name vexlab-small-[0-9a-f]{8} up --detach --wait small/,
  );

  const before = service.pid();
  await service.restart(true);
  expect(calls()).toMatch(/kill --signal SIGKILL small/);
  expect(service.pid()).not.toBe(before);
  expect(await service.died()).toBeUndefined();
  process.kill(service.pid(), 'SIGKILL');
  await eventually(() => !runs(service.pid()));
  expect((await service.died())?.message).toMatch(
    /its container ended with code 137; see \S+small\.log: a line of the log/,
  );
  await service.stop();
  await service.stop();
  expect(calls().match(/down --volumes/g)).toHaveLength(1);
});

it('says why a container does not start, and removes what is left of it', async () => {
  const { env, folder, calls } = fakeDocker();
  writeFileSync(join(folder, 'broken'), '');
  const server = await composeServer('small', 'small', recipe, env);
  if ('missing' in server) throw new Error(server.missing);
  await expect(server.start({ dataDir: scratch(), env })).rejects.toMatchObject({
    code: 'not-ready',
    message: expect.stringMatching(
      /small: its container did not start: .*no such image.*; see \S+small\.log/,
    ) as string,
  });
  expect(calls()).toMatch(/down --volumes/);
});

it('tells that Docker is not there, or does not answer, beside what else is missing', async () => {
  const { env, folder } = fakeDocker();
  writeFileSync(join(folder, 'docker'), '#!/bin/sh\nexit 1\n');
  const found = await findServer('small', recipe, { dataDir: scratch(), env });
  expect(found).toEqual({ how: 'missing', why: 'it is not installed; Docker does not answer', remedy: 'install it' });
  const none = await composeServer('small', 'small', recipe, { ...env, PATH: scratch() });
  expect(none).toMatchObject({ missing: 'Docker is not installed' });
});
