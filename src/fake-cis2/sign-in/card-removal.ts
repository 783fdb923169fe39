import { createHash } from "node:crypto";
import Router from "@koa/router";
import { z } from "zod";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { Store } from "../../store/store.ts";
import { parseRequest } from "../../foundation/parse-request.ts";
import { requestBody } from "../../foundation/request-body.ts";

const bodyShape = z.object({ signature: z.base64().min(1).max(1024) });

/** Keeps who signed in with an assertion of the Identity Agent, for as long as the session may last, in seconds. */
export async function recordIdentityAgentSignIn(store: Store, signature: string, userId: string, lifetime: number) {
  await store.set(signatureKey(signature), { userId, lifetime }, lifetime);
}

/**
 * `POST /sign-in/card-removed` with the signature of a sign-in, which only the client that made it knows: the deprecated
 * Identity Agent ends a person's sessions when their card is taken out. Smartcard Connect never calls it.
 */
export function cardRemovalRoutes(store: Store): Router {
  const router = new Router();
  router.post("/sign-in/card-removed", requestBody(["json"], "4kb"), async (ctx) => {
    const key = signatureKey(parseRequest(bodyShape, ctx.request.body).signature);
    const signedIn = (await store.get(key)) as { userId: string; lifetime: number } | undefined;
    if (signedIn === undefined) throw new TestkitError("SIGN_IN_UNKNOWN");
    await store.delete(key);
    await store.set(removalKey(signedIn.userId), secondsNow(), signedIn.lifetime);
    ctx.status = 204;
  });
  return router;
}

/** Whether the card of a session's person was taken out since they signed in, at `loginTs` in seconds. */
export async function cardRemovedSince(store: Store, userId: string, loginTs: number): Promise<boolean> {
  const removed = await store.get(removalKey(userId));
  return typeof removed === "number" && loginTs <= removed;
}

function secondsNow(): number {
  return Math.floor(Date.now() / 1000);
}

function signatureKey(signature: string): string {
  return `AgentSignIn:${createHash("sha256").update(signature).digest("base64url")}`;
}

function removalKey(userId: string): string {
  return `CardRemoved:${userId}`;
}
