import { isTestkitError, TestkitError } from "./errors/testkit-error.ts";

/** The ports that each setting names, by the name of the setting as the user writes it. */
export type PortSettings = Readonly<Record<string, number | readonly number[] | undefined>>;

/** Runs `start`. If a port cannot be had, PORT_TAKEN or PORT_FORBIDDEN names the setting that changes it. */
export async function namePortSetting<T>(settings: PortSettings, start: () => Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (error) {
    if (!isTestkitError(error, "PORT_TAKEN") && !isTestkitError(error, "PORT_FORBIDDEN")) throw error;
    const { port = "", host = "" } = error.details;
    const names = Object.entries(settings)
      .filter(([, ports]) => ports !== undefined && [ports].flat().join(", ") === String(port))
      .map(([name]) => name);
    if (names.length === 0) throw error;
    throw new TestkitError(error.code, { port, host, setting: names.join(" or ") }, { cause: error });
  }
}
