import Router from "@koa/router";
import type { Context } from "koa";
import { readBytesUpTo } from "../foundation/read-bytes.ts";
import { GasRefusal, invalidInput } from "./gas-refusal.ts";
import { readLogout } from "./messages/parameters.ts";
import { writeObject } from "./messages/write-object.ts";
import { refusedAssertion, roleAssertion } from "./saml/role-assertion.ts";
import { digestsOf, type GasEvent, type GasServices, type GasSubject } from "./services.ts";
import { activate, authenticate } from "./sign-in.ts";

const largestBody = 131_072;

/** The endpoints of `gas`. Refusals are answered with status 200 and the protocol's error: no public source says another. */
export function gasRoutes(origin: string, services: GasServices): Router {
  const router = new Router();
  const { tickets, clock, events } = services;
  router.post("/login/authactivate", (ctx) =>
    answer(ctx, services, "activation", async (learn) => activate({ ...(await asked(ctx)), origin }, services, learn)),
  );
  router.post("/login/authvalidate", (ctx) =>
    answer(ctx, services, "authentication", async (learn) =>
      authenticate({ ...(await asked(ctx)), origin }, services, learn),
    ),
  );
  // One public client sends it as GET with a body.
  router.register("/login/authlogout", ["get", "post"], (ctx: Context) =>
    answer(ctx, services, "logout", async (learn) => {
      const { sso_ticket: ticket } = readLogout(await readBody(ctx));
      learn({ userId: (await tickets.find(ticket))?.userId, joins: digestsOf(ticket) });
      if (!(await tickets.end(ticket))) throw new GasRefusal("Failed To Validate", "the ticket is not valid");
      return writeObject([["service", "LOGOUT"]]);
    }),
  );
  router.get("/saml/RoleSelectionGP.jsp", async (ctx) => {
    const [ticket, roleId] = [parameter(ctx, "token"), parameter(ctx, "selectedRoleUid")];
    const session = await tickets.find(ticket);
    const selected = await tickets.selectRole(ticket, roleId);
    events({
      step: "role selection",
      userId: session?.userId,
      joins: digestsOf(ticket),
      refused: selected ? undefined : session ? "the role cannot be selected" : "the ticket is not valid",
    });
    ctx.type = "html";
    ctx.body = `<HTML><STATUS>${selected ? "OK" : "FAILED"}</STATUS></HTML>`;
  });
  router.get("/saml/RoleAssertion", async (ctx) => {
    const ticket = parameter(ctx, "token");
    const session = await tickets.find(ticket);
    const [recipient, now] = [ctx.ip, clock.now()];
    events({
      step: "role assertion",
      userId: session?.userId,
      joins: digestsOf(ticket),
      refused: session ? undefined : "the ticket is not valid",
    });
    ctx.type = "text/xml";
    ctx.body = session
      ? roleAssertion({ ticket, session, issuer: origin, recipient, now }, services.key)
      : refusedAssertion(now, recipient);
  });
  return router;
}

async function answer(
  ctx: Context,
  { events, logger }: GasServices,
  step: GasEvent["step"],
  work: (learn: (about: Partial<GasSubject>) => void) => Promise<string>,
): Promise<void> {
  let subject: GasSubject = { joins: [] };
  ctx.set("cache-control", "no-store");
  ctx.type = "text/xml";
  try {
    const text = await work((about) => (subject = { ...subject, ...about }));
    events({ step, ...subject });
    ctx.body = text;
  } catch (error) {
    if (!(error instanceof GasRefusal)) throw error;
    events({ step, ...subject, refused: error.reason });
    logger.info({ step, reason: error.reason }, `gas refused: ${error.error}`);
    ctx.body = writeObject([["error", error.error]]);
  }
}

/** A parameter that comes twice counts as none: which one is meant cannot be known. */
function parameter(ctx: Context, name: string): string {
  const [only = "", ...others] = new URLSearchParams(ctx.querystring).getAll(name);
  return others.length === 0 ? only : "";
}

async function asked(ctx: Context): Promise<{ body: string; serverIp: string }> {
  return { body: await readBody(ctx), serverIp: ctx.req.socket.localAddress ?? "" };
}

async function readBody(ctx: Context): Promise<string> {
  const body = await readBytesUpTo(ctx.req, largestBody);
  if (body === undefined) {
    // The rest is not read, so that nothing else can be asked on this connection.
    ctx.set("connection", "close");
    throw invalidInput("the body is too large");
  }
  return Buffer.from(body).toString("utf8");
}
