import { LabError } from '../../base/lab-error';
import type { ContractCheck } from '../../engines/contract-check';
import { attempt } from '../attempt';
import { short, told } from '../words';

export const identity: ContractCheck = {
  name: 'identity',
  question: 'Does it say that it can run here, how it was found, and which version it is?',
  async run({ engine, connection, context }) {
    const { how, clientVersion, serverVersion } = connection;
    const probe = await engine.probe(context);
    const version = /^v?\d+\.\d+/;
    const wrong = [
      ...(probe.state === 'ready' || probe.state === 'startable'
        ? probe.how === how
          ? []
          : [`its probe says ${probe.how}, its connection ${how}`]
        : [`its probe says ${probe.state}, and yet it is connected`]),
      ...(version.test(clientVersion) ? [] : [`its client's version is "${clientVersion}"`]),
      ...(serverVersion === undefined || version.test(serverVersion)
        ? []
        : [`its server's version is "${serverVersion}"`]),
    ];
    if (wrong.length > 0) return { verdict: 'broken', what: `${wrong.join('; ')}.` };
    const server = serverVersion === undefined ? '' : `server ${serverVersion}, `;
    return { verdict: 'fact', what: `${engine.title}, ${server}client ${clientVersion}, found: ${how}.` };
  },
};

export const unknownOption: ContractCheck = {
  name: 'unknown-option',
  question: 'Does it name an option that it does not know, with those that it does?',
  async run({ engine }) {
    const name = 'noSuchOption';
    for (const options of [engine.buildOptions, engine.searchOptions]) {
      // eslint-disable-next-line @typescript-eslint/require-await
      const parsed = await attempt(async () => options.parse({ [name]: 3 }, engine.name));
      const known = options.names.join(', ') || 'none';
      const message = parsed.ok ? 'it is taken' : told(parsed.error);
      const good =
        !parsed.ok && parsed.error instanceof LabError && message.includes(`${name} = 3`) && message.includes(known);
      if (!good) return { verdict: 'broken', what: `Option ${name} = 3: ${message}.` };
    }
    return { verdict: 'pass', what: 'An unknown option is refused, with the known ones named.' };
  },
};

export const ping: ContractCheck = {
  name: 'ping',
  question: 'What does the way to the engine and back cost by itself?',
  async run(kit) {
    const { connection } = kit;
    if (!connection.ping) {
      if (connection.how === 'in-process')
        return { verdict: 'not-applicable', what: "It runs in the lab's own process." };
      return { verdict: 'broken', what: 'It is reached over a wire, and its connection has no ping.' };
    }
    // A collection says what a search carries, and where it goes.
    await kit.open({ attributes: undefined });
    const times: number[] = [];
    for (let i = 0; i < 50; i++) {
      const begun = performance.now();
      await connection.ping();
      times.push(performance.now() - begun);
    }
    const median = times.sort((a, b) => a - b)[25] as number;
    return {
      verdict: 'fact',
      what: `The cheapest request takes ${short(median)} ms, the median of ${times.length} one after another.`,
      numbers: { medianMs: median },
    };
  },
};
