/** Secrets that this process may have in its environment, and no other program needs. */
const secrets = new Set([
  "CIS2_TESTKIT_PASSCODE",
  "CIS2_TESTKIT_NEW_PASSCODE",
  "CIS2_TESTKIT_PUK",
  "CIS2_TESTKIT_ADMINISTRATION_KEY",
  "CIS2_TESTKIT_CONTROL_TOKEN",
  "CIS2_TESTKIT_STORE_PASSWORD",
]);

/** The environment for a child process: all variables but this process's secrets. */
export function childEnvironment(environment: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  // Windows does not tell upper from lower case in names.
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !secrets.has(name.toUpperCase())));
}
