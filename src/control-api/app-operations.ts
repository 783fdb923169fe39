import type { App } from "../fake-api-platform/index.ts";
import type { ControlApiContext } from "./control-api-context.ts";
import { withBody, type Operation } from "./operation.ts";

/** The apps of the fake API platform, if one is served. */
export function appOperations({ apps }: Pick<ControlApiContext, "apps">) {
  if (!apps) return [];
  return [
    {
      method: "get",
      path: "/api-platform/apps",
      id: "apps",
      summary: "The apps of the API platform, without their secrets.",
      run: async () => (await apps.list()).map(withoutSecret),
    },
    withBody({
      method: "post",
      path: "/api-platform/apps",
      id: "registerApp",
      summary: "Adds or replaces an app of the API platform.",
      body: apps.schema,
      run: async (app) => withoutSecret(await apps.register(app)),
    }),
    {
      method: "delete",
      path: "/api-platform/apps/{key}",
      id: "removeApp",
      summary: "Removes an app of the API platform.",
      run: ({ parameters }) => apps.remove(parameters["key"] ?? ""),
    },
  ] satisfies Operation[];
}

function withoutSecret({ secret: _, ...app }: App): Omit<App, "secret"> {
  return app;
}
