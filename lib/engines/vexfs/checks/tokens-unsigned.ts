import type { ContractCheck } from '../../contract-check';
import { api, withRaw } from './raw';

/** A token that the server never gave out must not open it. */
export const tokensUnsigned: ContractCheck = {
  name: 'tokens-unsigned',
  question: 'Is a token that anybody can write refused?',
  run: (kit) =>
    withRaw(kit, async (raw) => {
      if (raw.generation === 'wrapped') return { verdict: 'not-applicable', what: 'It knows no tokens.' };
      // Its tokens are base64 of these claims; it has a secret and never uses it.
      const claims = {
        sub: 'vexlab',
        exp: 2 ** 33,
        iat: 0,
        nbf: 0,
        role: 'admin',
        collections: null,
        rate_limit: null,
      };
      const token = Buffer.from(JSON.stringify(claims)).toString('base64');
      const name = `${raw.name}-forged`;
      const headers = { authorization: `Bearer ${token}` };
      const { status } = await raw.send('POST', api, { name, metadata: {} }, { headers, key: '' });
      if (status !== 200) return { verdict: 'pass', what: `A token that was written here is refused with ${status}.` };
      await raw.ask('DELETE', `${api}/${name}`);
      return {
        verdict: 'finding',
        what: 'A token that was written here, with the role admin and without a signature, created a collection.',
        advice: 'Let nobody reach it from outside this machine.',
      };
    }),
};
