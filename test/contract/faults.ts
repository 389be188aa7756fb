/** A fault of the deliberately faulty engine, and the checks that must name it: these and no others. */
export interface Fault {
  readonly names: readonly string[];
  /** What the sentence of the first of them must say. */
  readonly says: RegExp;
  /** What its advice must say. */
  readonly advises?: RegExp;
  readonly verdict?: 'finding' | 'broken';
}

const recalls = ['recall-l2', 'recall-cosine', 'recall-ip'];
const filters = ['filter-text', 'filter-boolean', 'filter-number', 'filter-fewer-than-k'];

const findings = {
  'reads a part of an array from its beginning': {
    names: ['create-ingest-count'],
    says: /recall@10 over both is 0\.\d/,
  },
  'measures every metric as l2': {
    names: ['recall-cosine', 'recall-ip', 'ids-and-order'],
    says: /is 0\.\d+, at least 0\.99/,
  },
  'searches with little effort always': {
    names: [...recalls, 'create-ingest-count', 'big-batch', 'delete', 'ef-changes-recall', ...filters, 'filter-null'],
    says: /is 0\.\d+/,
  },
  'swaps the fifth and the sixth': { names: ['ids-and-order'], says: /40 of 40 answers are not nearest first/ },
  'makes up distances': { names: ['ids-and-order'], says: /no function of the true ones/ },
  'answers one id twice': { names: ['ids-and-order', ...recalls], says: /40 ids are answered twice/ },
  'answers ids that nobody inserted': { names: ['ids-and-order', ...recalls], says: /40 ids .* never inserted/ },
  'fills answers up to k': { names: ['k-over-count'], says: /answers with 10/ },
  'answers from an empty collection': { names: ['empty-collection'], says: /answers with 1 ids/ },
  'takes 5,000 rows of a batch': { names: ['big-batch'], says: /5000 of 5010 vectors/ },
  'takes 4 MiB of a batch': { names: ['big-batch'], says: /128 of 138 vectors of 8192 components/ },
  'drops every collection of a name': { names: ['collections-apart'], says: /a search in the other fails/ },
  'answers what was deleted': { names: ['delete'], says: /3 of the 3 are still answered/ },
  'counts what was deleted': { names: ['delete'], says: /1000 are counted, 997 are left/ },
  'replaces duplicates': { names: ['duplicate-id'], says: /in the place of one/ },
  'ignores duplicates': { names: ['duplicate-id'], says: /leaves out a vector/ },
  'keeps duplicates': { names: ['duplicate-id'], says: /keeps two vectors under one id/ },
  'ignores filters': {
    names: [...filters, 'filter-nothing-passes', 'filter-null', 'text-attributes'],
    says: /1\d\d of 200 hits do not pass/,
    advises: /Check the attributes/,
  },
  'ignores false, 0 and nothing in filters': {
    names: ['filter-boolean', 'filter-number', 'filter-null', 'text-attributes'],
    says: /hits do not pass/,
  },
  'filters what it found': {
    names: [...filters, 'filter-null', 'text-attributes'],
    says: /0 of \d+ hits do not pass, and \d\d(\.\d)? % of/,
    advises: /Answers are short.*Count.*raise the search effort/,
  },
  'lets the attributeless pass': { names: ['filter-text', 'filter-nothing-passes'], says: /hits do not pass/ },
  'makes numbers of texts': { names: ['text-attributes'], says: /Not: .*a number as text \(0 hits\)/ },
  'cuts long texts': { names: ['text-attributes'], says: /Not: 10,000 letters \(2 hits\)/ },
  'composes letters': { names: ['text-attributes'], says: /Not: a composed é \(2 hits\)/ },
  'only reports the effort': { names: ['ef-changes-recall'], says: /reports 10 and 400/ },
  'reports another effort': { names: ['ef-changes-recall'], says: /reports 64 and 64/ },
  'builds with other parameters': { names: ['read-back'], says: /M: 12 asked, 16 reported/ },
  'mixes its clients up': { names: ['concurrent-clients'], says: /1 alone, 0\.\d+ together/ },
  'answers the first query of a batch': {
    names: ['batched-search'],
    says: /Of 82 queries sent together 4 are answered, 78 otherwise/,
    advises: /one by one/,
  },
  'answers a batch in reverse': { names: ['batched-search'], says: /82 are answered, (79|80) otherwise/ },
  'blocks while it searches': { names: ['event-loop'], says: /did not turn once/ },
  'forgets when it is stopped': { names: ['durability-stop'], says: /0 of 1000 .* after a stop/ },
  'forgets when it is killed': { names: ['durability-kill'], says: /0 of 1000 .* after kill -9/ },
  'forgets the last tenth when it is killed': {
    names: ['durability-kill'],
    says: /900 of 1000 .* recall@10 1 before, 0\.\d+ after/,
  },
  'mislays the last dozen when it is killed': {
    names: ['durability-kill'],
    says: /1000 of 1000 .* recall@10 1 before, 0\.9[5-9]\d* after, 88 of the last 100 found/,
  },
  'forgets its collections when it is killed': { names: ['durability-kill'], says: /0 of 1000 .*no such collection/ },
  'takes queries of any dimension': { names: ['wrong-dimension-query'], says: /One component less: accepted/ },
  'takes queries that are not finite': {
    names: ['not-finite-query'],
    says: /answered with 10 ids, 10 with distance NaN/,
  },
  'takes vectors of any dimension': { names: ['wrong-dimension-insert'], says: /One more: accepted/ },
  'takes vectors that are not finite': {
    names: ['not-finite-insert'],
    says: /20 of 20 good vectors, 1 with distance NaN/,
  },
  'takes vectors of length 0': { names: ['zero-vector'], says: /As a vector: accepted/ },
  'dies of NaN': {
    names: ['not-finite-insert'],
    says: /NaN: .*gone; then a good search fails.*dead afterwards, and was started again/,
  },
} satisfies Readonly<Record<string, Fault>>;

const broken = {
  'is found otherwise than it says': { names: ['identity'], says: /probe says started, its connection docker/ },
  'attaches to a copy that lacks vectors': { names: ['attach'], says: /\d+ of 40 answers differ/ },
  'has an address alone': { names: ['attach'], says: /belong together/ },
  'has no batches and declares them': { names: ['batched-search'], says: /declares batched search, and has none/ },
  'sends batches though it declares that it cannot': {
    names: ['batched-search'],
    says: /declares batched search: it takes one query; and has it/,
  },
  'has no ping': { names: ['ping'], says: /has no ping/ },
  'takes options that it does not know': { names: ['unknown-option'], says: /it is taken/ },
  'is not closed when it is dropped': { names: ['collections-apart'], says: /must reject as closed, but: it answers/ },
  'says nothing of duplicates': {
    names: ['duplicate-id'],
    says: /does not say so by the code duplicate-id, but: faulty: id 10000\d\d is/,
  },
  'declares another treatment of duplicates': { names: ['duplicate-id'], says: /declares: replaces/ },
  'declares no filter and answers to one': {
    names: [...filters, 'filter-nothing-passes', 'filter-null', 'text-attributes'],
    says: /as if there were none/,
  },
  'deletes though it declares that it cannot': { names: ['delete'], says: /declares remove: false/ },
  'has no checks in its adapter': { names: ['lab-refuses-bad-input'], says: /NaN is not refused as not-finite/ },
  'configures though it declares that it cannot': {
    names: ['ef-changes-recall'],
    says: /declares search parameters: build/,
  },
} satisfies Readonly<Record<string, Fault>>;

export type FaultName = keyof typeof findings | keyof typeof broken;

export const faults: readonly (readonly [FaultName, Fault])[] = [
  ...Object.entries(findings).map(([name, fault]) => [name as FaultName, { ...fault, verdict: 'finding' }] as const),
  ...Object.entries(broken).map(([name, fault]) => [name as FaultName, { ...fault, verdict: 'broken' }] as const),
];
