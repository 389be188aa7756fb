import { rmSync } from 'node:fs';
import type { EngineContext } from '../engine';
import type { Command } from '../process/guarded-process';

/** Which container of which compose file. */
export interface ContainerPlace {
  readonly file: string;
  /** The name under which compose knows it from others of the same file. */
  readonly project: string;
  readonly service: string;
  /** File that holds its id while it is up. */
  readonly idFile: string;
}

/** Time to give up a start that goes on and to remove the container. */
const graceMs = 30_000;

/**
 * A container is no child of whoever starts it and would outlive a lab that is killed. This process brings it up and stays
 * beside it, under the guard; the guard's SIGTERM, also after kill -9 of the lab, makes it give up a start that still goes on
 * (or the container would be made after all was removed) and take everything down. So does a start that fails, after the
 * container's last words. Everything is said in the log.
 */
const keeper = `
file=$1
project=$2
service=$3
id=$4
up=
compose() { docker compose --file "$file" --project-name "$project" "$@"; }
end() {
  trap '' TERM
  if [ -n "$up" ]; then kill -s TERM "$up" 2>/dev/null; wait "$up"; fi
  rm -f "$id"
  compose down --volumes --timeout 0 >/dev/null 2>&1
  exit "$1"
}
trap 'end 0' TERM
docker compose --file "$file" --project-name "$project" up --detach --wait "$service" &
up=$!
if wait "$up" && up= && compose ps --all --quiet "$service" > "$id.new" && mv "$id.new" "$id"; then
  while :; do sleep 3600 & wait "$!"; done
fi
up=
compose logs --no-color "$service"
end 1
`;

export function containerKeeper(
  { file, project, service, idFile }: ContainerPlace,
  env: EngineContext['env'],
): Command {
  rmSync(idFile, { force: true });
  return { file: '/bin/sh', args: ['-c', keeper, 'sh', file, project, service, idFile], env, graceMs };
}
