import { personas, startTestCis2, type TestCis2 } from "../../fake-cis2/testing/harness.ts";
import type { FakeCis2Options } from "../../fake-cis2/index.ts";
import { silentLogger } from "../../foundation/logger.ts";
import { type ControlOptions, startControl } from "../control-service.ts";

export interface ControlledCis2 extends TestCis2 {
  /** Of the control API. */
  readonly controlOrigin: string;
}

/** A fake CIS2 as `startTestCis2` starts one, with its control API on a free port. */
export async function startControlledCis2(
  options: Partial<FakeCis2Options> & { readonly control?: ControlOptions } = {},
): Promise<ControlledCis2> {
  const { control: address = { port: 0 }, ...rest } = options;
  await using started = new AsyncDisposableStack();
  const test = started.use(await startTestCis2(rest));
  const control = await startControl(address, { ...test.cis2, personas, logger: rest.logger ?? silentLogger });
  started.defer(() => control.close());
  const all = started.move();
  return { ...test, controlOrigin: control.origin, [Symbol.asyncDispose]: () => all.disposeAsync() };
}
