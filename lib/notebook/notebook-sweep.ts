import { profile } from '../workload/sweep/profiles';
import type { Sweep } from '../workload/sweep/sweep';

/** The profile's sweep (`VEXLAB_PROFILE`, else `quick`) with the notebook's own choices in place of its. */
export const notebookSweep = (choices: Partial<Sweep>): Sweep => ({ ...profile(), ...choices });
