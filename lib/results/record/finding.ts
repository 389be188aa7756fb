/** One validity check's outcome, shown beside the number. */
export interface Finding {
  check: string;
  verdict: 'pass' | 'warn' | 'fail';
  numbers: { [name: string]: number };
  advice: string;
}
