import { type Found, type FoundLine } from '../analysis/found-lines';
import { foldText } from './fold-text';
import { whole } from './format';
import { numbersText } from './numbers-text';
import { settingText } from './setting-text';

/** How many checks passed, and each that did not with its numbers and advice, at most `width` (100) characters wide. */
export const checksText = (found: Found, width = 100): string =>
  ['Checks', passedText(found), ...found.lines.map((line) => foldText(lineText(line), width, '      '))].join('\n');

/** `12 of 14 checks (each over all runs of a setting) passed.` */
export const passedText = ({ made, passed }: Found): string =>
  `${whole(passed)} of ${whole(made)} checks (each over all runs of a setting) passed.`;

function lineText({ setting, efs, finding, runs, of }: FoundLine): string {
  const numbers = numbersText(finding.numbers);
  return (
    `${finding.verdict}: ${finding.check} in ${runs} of ${of} runs of ${settingText(setting, efs)}: ` +
    `${finding.advice}${numbers ? ` (${numbers})` : ''}`
  );
}
