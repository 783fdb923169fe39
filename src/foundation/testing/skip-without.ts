/**
 * For a test's `skip` option: what is missing skips the test on a developer's machine. In CI it does not: there the test
 * runs, and fails for want of it.
 * @param missing - what the machine lacks, in words; undefined if it lacks nothing
 */
export function skipWithout(missing: string | undefined): string | false {
  return missing !== undefined && process.env["CI"] !== "true" ? missing : false;
}
