/** Passcodes for a card in a reader: from the environment if they are set, else from the person at the terminal. */
export async function passcodeSource() {
  const { environmentPasscode, newPasscodeVariable, passcodeVariable, terminalPasscode } =
    await import("../client/index.ts");
  const given = [passcodeVariable, newPasscodeVariable].some((name) => process.env[name] !== undefined);
  return given ? environmentPasscode() : terminalPasscode();
}

/** The readers of the machine. */
export async function machineReaders() {
  const { openPcscReaders } = await import("../client/index.ts");
  return openPcscReaders();
}

/** Where `serve` listens by default. */
export const defaultAuthority = "http://127.0.0.1:8080";
