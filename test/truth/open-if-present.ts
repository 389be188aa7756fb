import { LabError } from 'vexlab/dist/base/lab-error';
import type { Dataset } from 'vexlab/dist/datasets/dataset';
import { openDataset } from 'vexlab/dist/datasets/open-dataset';
import type { TestContext } from 'vitest';

/** Opens a dataset that need not be on this machine; where it is not, the test says so and is skipped. */
export async function openIfPresent(context: TestContext, name: string): Promise<Dataset> {
  try {
    return await openDataset(name);
  } catch (error) {
    if (!(error instanceof LabError) || error.code !== 'dataset-missing') throw error;
    process.stderr.write(`skipped: ${error.message}\n`);
    return context.skip(error.message);
  }
}
