import Router from "@koa/router";
import type { IdentityAgent } from "./identity-agent.ts";

/**
 * The ticket for local programs and for pages of the allowed origins. `POST /identity-agent/ticket` signs in if need be,
 * `POST /identity-agent/ticket-no-auth` does not. `GET /identity-agent/nhs-auth.js` gives pages `window.nhsAuth`.
 */
export function ticketRoutes(agent: Pick<IdentityAgent, "ticket" | "authenticatedTicket">, version: string): Router {
  const router = new Router({ prefix: "/identity-agent" });
  router.post("/ticket", async (ctx) => {
    ctx.set("cache-control", "no-store");
    ctx.body = { ticket: await agent.authenticatedTicket() };
  });
  router.post("/ticket-no-auth", (ctx) => {
    ctx.set("cache-control", "no-store");
    ctx.body = { ticket: agent.ticket ?? null };
  });
  router.get("/nhs-auth.js", (ctx) => {
    ctx.set("cross-origin-resource-policy", "cross-origin");
    ctx.type = "js";
    ctx.body = nhsAuth(version);
  });
  return router;
}

/** The shape of the browser extensions: each function calls back with an error and a value. */
function nhsAuth(version: string): string {
  return `(() => {
  const service = new URL(document.currentScript.src).origin;
  const ask = async (path, callback) => {
    let answer;
    try {
      const response = await fetch(service + "/identity-agent/" + path, { method: "POST", credentials: "include" });
      answer = await response.json();
      if (!response.ok) throw new Error(answer.error.message);
    } catch (error) {
      callback(error);
      return;
    }
    callback(null, answer.ticket);
  };
  const version = ${JSON.stringify(version)};
  window.nhsAuth = {
    getToken: (callback) => void ask("ticket", callback),
    getTokenNoAuth: (callback) => void ask("ticket-no-auth", callback),
    getAdapterVersion: (callback) => callback(null, version),
    getBridgeVersion: (callback) => callback(null, version),
  };
})();
`;
}
