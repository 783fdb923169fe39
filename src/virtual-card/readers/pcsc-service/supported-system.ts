import { TestkitError } from "../../../foundation/errors/testkit-error.ts";

const names: Partial<Record<NodeJS.Platform, string>> = { win32: "Windows", darwin: "macOS" };

/** Throws PCSC_SERVICE_UNSUPPORTED if the system's programs do not use libpcsclite's socket. */
export function refuseOtherSystems(platform = process.platform): void {
  const system = names[platform];
  if (system !== undefined) throw new TestkitError("PCSC_SERVICE_UNSUPPORTED", { system });
}
