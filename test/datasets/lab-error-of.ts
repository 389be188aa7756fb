import { expect } from 'vitest';
import { LabError } from 'vexlab/dist/base/lab-error';

/** The LabError that a promise rejects with; anything else fails the test. */
export async function labErrorOf(promise: Promise<unknown>): Promise<LabError> {
  const thrown: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(thrown).toBeInstanceOf(LabError);
  return thrown as LabError;
}

/** The LabError that a function throws; anything else fails the test. */
export function labErrorBy(act: () => unknown): LabError {
  let thrown: unknown;
  try {
    act();
  } catch (reason) {
    thrown = reason;
  }
  expect(thrown).toBeInstanceOf(LabError);
  return thrown as LabError;
}
