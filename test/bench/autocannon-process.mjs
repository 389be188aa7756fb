// autocannon in a process that stays, as the threads of our clients do: its own option `workers` starts new threads, whose code
// is not compiled yet, for each run.
import autocannon from 'autocannon';

process.on('message', async ({ duration, ...request }) => {
  const before = process.cpuUsage();
  const { requests, duration: took, errors, non2xx } = await autocannon({ ...request, duration });
  const { user, system } = process.cpuUsage(before);
  process.send({ made: requests.total, rate: requests.total / took, cpuUs: user + system, failed: errors + non2xx });
});
process.on('disconnect', () => process.exit());
