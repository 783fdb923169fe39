import { TestkitError } from "../foundation/errors/testkit-error.ts";
import { faultCatalogue } from "../fake-cis2/faults/catalogue.ts";
import { faultSettingSchema } from "../fake-cis2/faults/faults.ts";
import type { ControlApiContext } from "./control-api-context.ts";
import { withBody, type Operation } from "./operation.ts";

/** What the provider is told to do wrong. */
export function faultOperations({ faults }: ControlApiContext) {
  const catalogue = Object.entries(faultCatalogue).map(([name, { endpoint, summary }]) => ({
    name,
    endpoint,
    summary,
  }));
  return [
    {
      method: "get",
      path: "/faults",
      id: "faults",
      summary: "The table of all faults, and the faults that are set now.",
      run: async () => ({ catalogue, set: await faults.list() }),
    },
    withBody({
      method: "post",
      path: "/faults",
      id: "setFault",
      summary: "Sets a fault, which changes one or more answers to one or all relying parties.",
      body: faultSettingSchema,
      run: (fault) => faults.set(fault),
    }),
    { method: "delete", path: "/faults", id: "clearFaults", summary: "Removes all faults.", run: () => faults.clear() },
    {
      method: "delete",
      path: "/faults/{id}",
      id: "removeFault",
      summary: "Removes one fault.",
      run: async ({ parameters }) => {
        const id = parameters["id"] ?? "";
        if (!(await faults.remove(id))) throw new TestkitError("PAGE_UNKNOWN", { path: `/faults/${id}` });
      },
    },
  ] satisfies Operation[];
}
