import type { SearchesSummary } from '../analysis/summary';
import { whole } from './format';

/** `12 timeout, 3 refused`. */
export const kindsText = (errors: SearchesSummary['errors']): string =>
  Object.entries(errors)
    .map(([kind, count]) => `${whole(count)} ${kind}`)
    .join(', ');
