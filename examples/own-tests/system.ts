import { DemoRelyingParty, type TestDesktop } from "cis2-testkit";

/** Starts the system under test. Replace the demonstration with your system: it needs an issuer, a client id and a secret. */
export async function startSystem(cis2: TestDesktop): Promise<DemoRelyingParty> {
  const system = await DemoRelyingParty.listen();
  await cis2.register(system.registration);
  system.serve({ issuer: cis2.issuer });
  return system;
}
