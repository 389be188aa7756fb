import { LabError } from '../../base/lab-error';
import { panels, type Panel, type PanelMember } from '../../analysis/panels';
import type { MeasuredSummary, MissingSummary } from '../../analysis/summary';

/**
 * The one panel that a chart can show.
 * @throws LabError `nothing-measured`; `several-panels` where the summaries are of more than one dataset or k.
 */
export function onePanel<M extends PanelMember = MeasuredSummary>(
  summaries: readonly (M | MissingSummary)[],
  chart: string,
): Panel<M> {
  const found = panels(summaries);
  const [panel] = found;
  if (!panel) {
    throw new LabError({
      code: 'nothing-measured',
      where: chart,
      what:
        summaries.length === 0
          ? 'nothing that it shows was asked for in these runs'
          : summaries.length === 1
            ? 'its only setting was not measured'
            : `none of its ${summaries.length} settings was measured`,
      remedy: summaries.length === 0 ? 'measure it first' : 'the summary says why',
    });
  }
  if (found.length > 1) {
    const names = found.map(({ dataset, k }) => `${dataset.name} k ${k}`).join(', ');
    throw new LabError({
      code: 'several-panels',
      where: chart,
      what: `the summaries are of ${found.length} datasets or k: ${names}`,
      remedy: 'make one figure of each of panels(summaries)',
    });
  }
  return panel;
}
