import { z } from 'zod';
import { type ContractReport, contractVersion } from './contract-report';

/** What must hold for a stored contract report to be shown. */
export const contractSchema: z.ZodType<ContractReport> = z.object({
  version: z.literal(contractVersion),
  engine: z.string().min(1),
  title: z.string(),
  how: z.enum(['environment', 'up', 'default-port', 'started', 'docker', 'in-process']),
  clientVersion: z.string(),
  serverVersion: z.string().optional(),
  against: z.enum(['engine', 'stub', 'unknown']),
  testedAgainst: z.enum(['engine', 'protocol-stub', 'found-only']),
  at: z.iso.datetime(),
  machine: z.string(),
  commit: z.string(),
  planned: z.number().int().min(0),
  checks: z.array(
    z.object({
      name: z.string(),
      question: z.string(),
      verdict: z.enum(['pass', 'fact', 'finding', 'not-applicable', 'broken']),
      what: z.string(),
      numbers: z.record(z.string(), z.number()).optional(),
      advice: z.string().optional(),
      ms: z.number().min(0),
    }),
  ),
});
