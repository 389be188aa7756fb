import { describe, expect, it } from 'vitest';
import { report } from 'vexlab/dist/views/report';
import { contractSection } from 'vexlab/dist/views/report/contract-section';
import { result, sampleReport } from '../contract/sample-report';
import { inBrowser, noBrowser } from './browser';
import { okRecord, plausibleRecords } from './fixture-records';
import { storedRun } from './fixture-runs';

const run = storedRun(plausibleRecords(200));
const used = [...new Map(run.records.map(({ engine }) => [engine.name, engine])).values()];
const [first] = used;
if (!first) throw new Error('the fixture has no engine');
const version = first.serverVersion ?? first.clientVersion ?? '';
const about = { engine: first.name, title: first.title, clientVersion: version };
const embedded = sampleReport({ ...about, serverVersion: undefined });

const textOf = (html: string): string =>
  html
    .replace(/<style>[\s\S]*?<\/style>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

describe('what the contract suite found', () => {
  it('stands in the report where contracts are given, for the engines of its runs alone', () => {
    expect(report([run])).not.toContain('What the contract suite found');
    const page = report([run], { contracts: [embedded, sampleReport()] });
    expect(page).toContain('What the contract suite found');
    expect(page).not.toContain('Boat');
  });

  it('says the findings with what to do, the facts folded, and which engine was never asked', () => {
    const html = contractSection([run], [embedded]);
    const text = textOf(html);
    expect(text).toContain(`${first.title} ${version}, asked 2026-01-02: 1 finding, 1 fact, 1 passed.`);
    expect(text).toMatch(/sink It sinks 3 of 4 times\. Stay ashore\./);
    expect(html.slice(0, html.indexOf('<details>'))).not.toContain('It floats on salt water.');
    expect(html).toContain('It floats on salt water.');
    for (const { name, title } of used.slice(1)) {
      expect(text).toContain(`${title}: no contract report is kept; npx vexlab contract ${name} makes one.`);
    }
  });

  it('says of each release that the runs used what its own report says', () => {
    const records = run.records.map((record, i) =>
      record.engine.name === first.name
        ? { ...record, engine: { ...record.engine, clientVersion: i % 2 === 0 ? '1.0.0' : '2.0.0' } }
        : record,
    );
    const release = (clientVersion: string, name: string) => ({
      ...embedded,
      clientVersion,
      checks: [result('finding', name, `It can ${name}.`)],
    });
    const contracts = ['1.0.0', '2.0.0', '3.0.0'].map((one) => release(one, `fault-of-${one}`));
    const text = textOf(contractSection([{ ...run, records }], contracts));
    expect(text).toContain('It can fault-of-1.0.0.');
    expect(text).toContain('It can fault-of-2.0.0.');
    expect(text).not.toContain('fault-of-3.0.0');
    expect(text).not.toContain('of which it says nothing');
  });

  it('says what its report is not about: another version, a stub, checks that were not made', () => {
    const odd = {
      ...embedded,
      clientVersion: '0.0.1',
      testedAgainst: 'protocol-stub' as const,
      planned: 34,
      checks: [result('broken', 'swim', 'It did not end within 120 s.')],
    };
    const text = textOf(contractSection([run], [odd]));
    expect(text).toContain(
      `${first.title} 0.0.1, asked 2026-01-02: 0 findings, 0 facts, 0 passed, 1 could not be made; ` +
        'stopped after 1 of 34 checks; its adapter is tested against a stub of its protocol. ' +
        `These runs used ${version}, of which it says nothing.`,
    );
    expect(text).toContain('swim could not be made It did not end within 120 s.');
  });

  it('says of a report whose answers are a stub’s that they are', () => {
    expect(textOf(contractSection([run], [{ ...embedded, against: 'stub' }]))).toContain(
      '1 passed; a stub of its protocol answered, not the engine.',
    );
    expect(textOf(contractSection([run], [{ ...embedded, against: 'unknown' }]))).toContain(
      '1 passed; whether the engine or a stub answered is not recorded.',
    );
  });

  it('takes no text for markup, and is absent where no engine was used', () => {
    const evil = '</section><img src=x onerror=alert(1)>';
    const html = contractSection([run], [{ ...embedded, title: evil, checks: [result('finding', evil, evil)] }]);
    expect(html).not.toContain('<img');
    expect(contractSection([storedRun([])], [])).toBe('');
    expect(contractSection([storedRun([okRecord({ latencies: [1], hits: [1], measureMs: 1 })])], [])).toContain(
      'no contract report',
    );
  });

  it.skipIf(noBrowser)('fits a narrow window', async () => {
    const page = `<!doctype html><body>${contractSection([run], [embedded])}</body>`;
    const { seen, faults } = await inBrowser(page, 'light', async (page) => {
      await page.setViewportSize({ width: 400, height: 800 });
      return page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
    });
    expect({ seen, faults }).toEqual({ seen: 0, faults: [] });
  });
});
