import { afterEach } from 'vitest';

// Captured here: a test may put false ones in their place.
const immediately = setImmediate;

// Tests that only compute never give way, and a file of them that takes a minute on a busy machine is taken for one that hangs.
afterEach(() => new Promise<void>((resolve) => void immediately(resolve)));
