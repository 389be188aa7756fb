import { notes } from '../../analysis/notes';
import { definitions, list, section } from './section';

/** How the figures are made, in short, and what could not be made equal. */
export function methodSection(summaries: Parameters<typeof notes>[0]): string {
  const unequal = notes(summaries);
  return section(
    'method',
    'Method in short',
    definitions(terms) + (unequal.length > 0 ? `<h3>What could not be made equal</h3>${list(unequal)}` : ''),
  );
}

const terms: readonly (readonly [string, string])[] = [
  [
    'recall@k',
    'Share of the true k nearest neighbours among the k rows returned, over all requests of a repetition, strictly by ' +
      'id. Truth is computed by exact search; distances are computed again from the rows returned, never taken from the ' +
      'engine. "Ties count": a row at a true distance no greater than the k-th true one (within 1e-6) is right too. A ' +
      'failed request found nothing. Without truth there is no recall.',
  ],
  [
    'rate',
    'Answered requests per second of the measured window, in closed loop: each of the clients asks again as soon as it ' +
      'has its answer. Recall, rate and latency are of the same requests. Median over repetitions.',
  ],
  [
    'p50, p95, p99',
    'The latency within which that share of all requests was answered, from the merged histograms of all repetitions ' +
      '(percentiles themselves are never merged). A failed request counts as slower than every answered one. A ' +
      'percentile is shown only where at least 10 requests lie beyond it.',
  ],
  [
    'interval of recall',
    '95 %, by bootstrap over queries (bias-corrected and accelerated), each with all its requests: asking a query again ' +
      'tells nothing new of recall. Where there are several index builds they are resampled with the queries (A. B. Owen, ' +
      '"The pigeonhole bootstrap", 2007). It says how recall would do on other queries like these. Where all queries ' +
      'agree: Clopper–Pearson for the share of queries that would not.',
  ],
  [
    'interval of rate and latency',
    '95 %, over repetitions (requests of one repetition depend on each other); none below 5 repetitions. Medians of one ' +
      'value a repetition: bootstrap, bias-corrected and accelerated, every resample listed up to 7 repetitions. Mean and ' +
      "percentiles of latency: jackknife, Student's t on a logarithmic scale. From 5 index builds on, builds are resampled " +
      'and the repetitions within them; below that the interval speaks of these builds alone. Simulated over independent ' +
      'repetitions, the first held the truth in 88 to 95 %, the second in 93 to 96 %.',
  ],
  [
    'interval of failed requests',
    '95 %, of their share among all requests: that of Clopper and Pearson over all requests together, for requests that fail ' +
      'independently, or where the repetitions differ by more than chance as wide as a jackknife over them (Student’s t of the ' +
      'logarithm of the odds), end by end whichever is wider; none below 5 repetitions. Simulated, it held the truth in 98 % of ' +
      'independent requests and in 94 to 95 % where repetitions differed. An outage that no repetition met it cannot know of.',
  ],
  [
    'recall-rises',
    'A check over the settings of a curve, on the same index and queries: recall must not fall as ef grows, and must ' +
      'differ between the lowest and the highest ef unless nearly all was found already. The check "parameters" only says ' +
      'what the engine reports.',
  ],
  [
    'noise',
    'A check over the repetitions of a setting, which are A/A runs of each other: the smallest ratio of two settings with this ' +
      "noise and so many repetitions that a two-sided t test at 0.05 shows in 80 % of cases (Bloom's formula of 1995, on the logarithms). " +
      'It warns above 1.25. Of closed loops and fillings it is of the rate, of open loops of the median response; of 5 index builds ' +
      'or more their medians are compared, of fewer it speaks of these builds alone. None below 5 repetitions. The rule under "faster" asks for more.',
  ],
  [
    'steady',
    'A check over the repetitions of a setting in the order of time, of the same figure as noise: every interval over repetitions takes ' +
      'them to be independent, and a machine that drifts while it measures makes neighbours alike. The sum of the squared steps between ' +
      'ranks (Bartels 1982) against 1,999 orders of them; it warns where p is below 0.02, and the interval is then too narrow for what ' +
      'another time would show. Few repetitions show strong dependence only. Runs held against each other were made at other times: what ' +
      'the machine did in between is part of their ratio.',
  ],
  ['cv', 'Coefficient of variation of the rate: standard deviation over mean of the repetitions.'],
  [
    'faster',
    'Said only where the intervals of both medians (5 repetitions at least) are apart and a two-sided test gives p < 0.05, ' +
      'corrected by the method of Holm (1979) for every pair that the page could put side by side: with so many looks at the ' +
      'data some would seem to differ by chance. Mann–Whitney; where the runs are too few for it to survive the correction, ' +
      "Welch's test of the logarithms (of the values themselves where a rate is 0, which has no logarithm). Cliff's delta is the effect size: 1 where every repetition of one beats every one of " +
      'the other. Each interval is at 95 % by itself.',
  ],
  [
    'would show',
    'The minimum detectable effect: the smallest ratio of rates that so many repetitions show in 80 % of cases by the rule ' +
      'above. Simulated from A/A runs, at least 10 repetitions of one engine and setting: two groups are drawn from them, and ' +
      'one is made faster until the difference is shown. It stands for noise like theirs.',
  ],
  [
    'memory',
    'Resident memory of the engine\'s processes after the window, median over repetitions; "lab": the engine runs ' +
      'inside the process of the lab, whose memory it is.',
  ],
  [
    'several queries in one request',
    "A request carries them in the engine's own call for that, never one search after another. Latency, failures and Little's " +
      'law are of requests, recall is of queries; the rate is told as queries and as requests per second.',
  ],
  [
    'filter',
    'A share of the rows passes, by an attribute that the lab made. Recall is of the nearest of those rows, found by exact ' +
      'search among them; a row that does not pass is no hit.',
  ],
  [
    'recall of the moment',
    'Of a collection that is written to: the true nearest among the rows that were certainly there while the search ran. A row ' +
      'whose insert or delete was under way counts neither for nor against.',
  ],
  [
    'long run',
    'An open loop at one rate, cut into slices of equal time by when each request was due, and its latency is from then on. Of each run ' +
      'by itself: the p50 and p99 of every slice, its resident memory, the share of its requests that failed, and whether each moves in ' +
      'the course of the run. Numbers by their slope (Theil and Sen; a modified Mann–Kendall test, where slices hang together too closely for it to tell among the figures of the run Student’s ' +
      't of the steps between them). Failed requests, and a percentile that is that of a failed request and so ranks above every number, by their largest ' +
      'change from one level to another among 4,999 orders of the slices. p is corrected by Holm for the figures of the run. A ' +
      'figure that wanders like a random walk is called drift more often than in 5 %: the table says how often.',
  ],
  [
    'rate held',
    'Of an open loop at one rate: at least two repetitions held it by the rule below, and these are at least four in five of those judged. ' +
      'Broken where two or more broke and fewer than four in five held; not judged where two or more windows were not, and more than were; else undecided. The ' +
      'table says how many of how many held.',
  ],
  [
    'saturation',
    'The highest median rate over that of one client. Both it and the highest rate are flattered by noise, so that their intervals are of ' +
      'the highest there is: from the highest lower end of all numbers of clients, by Student’s t on a logarithmic scale at a level corrected ' +
      'by Bonferroni for so many, to the highest upper end. Simulated, they held the truth in 96 to 100 %.',
  ],
  [
    'objective met, missed',
    'Met: the whole 95 % interval keeps the limit. Missed: all of it is beyond, or the percentile asked about falls among the failed requests, and the ' +
      'interval of their share is above what may lie beyond it. Where m settings of an engine compete for the best, an interval of 1 − 0.05 / m ' +
      'must keep the limit too. Nothing is met by a setting of which a repetition failed. Else it is not shown.',
  ],
  [
    'highest rate held',
    'Found by windows of an open loop at one rate after another, from half of what a closed loop of 8 clients reached: doubled until ' +
      'a rate breaks or halved until one holds, then between the two until they are as close as asked. A window holds where in its ' +
      'second half 99 % of what was offered was completed, or all but 10 requests where these are at most 5 %, under 1 % of all its requests failed or were not ' +
      'sent, its backlog did not grow over the second half by more than 10 requests or 1 % of that half’s arrivals, whichever is ' +
      'more, and the p99 is within the limit, where one was asked for. It takes two ' +
      'windows to break a rate. A window in which the client itself sent late is broken only by requests that the engine refused, by 1 % or more and timeouts not counted, and else not judged. Median over runs, where every run found both ends. ' +
      'Recall is over the windows of rates held, without interval: hits are kept of a window, not of each query.',
  ],
  [
    'filling',
    'Inserts of one size, one after another, into an empty collection. Acknowledged: vectors over the time of the inserts alone, ' +
      'without what the lab did between them. Searchable: that time and the wait until the engine says that all can be searched, with what the ' +
      'lab did in between; without it for all that stand together where an older record has no time of it. Memory and disk per ' +
      '1,000 vectors: what the engine’s processes and its data folder grew by, on an engine that had built nothing before; memory only where the lab ' +
      'started it. Median over index builds.',
  ],
  ['indexing', 'Vectors per second until all are acknowledged and searchable, median over index builds.'],
];
