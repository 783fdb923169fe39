import Router from "@koa/router";
import { readBytesUpTo } from "../../foundation/read-bytes.ts";
import type { CertificatePurpose, EmulatedAuthorities } from "../../pki/index.ts";
import type { Revocations } from "../../care-identity/registration-authority/revocations.ts";

const longestRequest = 16 * 1024;
const responseType = "application/ocsp-response";

export interface PublicationRoutesOptions {
  readonly revocations: Revocations;
  readonly authorities: EmulatedAuthorities;
}

/**
 * What the certification authorities publish below `/pki`: their certificates, a revocation list each (RFC 5280), and an
 * OCSP responder for both (RFC 6960, appendix A: POST, and GET with the request in the path).
 */
export function publicationRoutes({ revocations, authorities }: PublicationRoutesOptions): Router {
  const router = new Router({ prefix: "/pki" });
  for (const name of ["root", "authentication", "signing"] as const) {
    router.get(`/${name}.cer`, (ctx) => {
      ctx.type = "application/pkix-cert";
      ctx.body = Buffer.from(authorities[name].der);
    });
  }
  for (const purpose of ["authentication", "signing"] satisfies CertificatePurpose[]) {
    router.get(`/${purpose}.crl`, async (ctx) => {
      const { der } = await revocations.list(purpose);
      ctx.type = "application/pkix-crl";
      ctx.body = Buffer.from(der);
    });
  }
  router.post("/ocsp", async (ctx) => {
    // No bytes are no OCSP request.
    const request = (await readBytesUpTo(ctx.req, longestRequest)) ?? new Uint8Array();
    ctx.type = responseType;
    ctx.body = Buffer.from(await revocations.ocsp(request));
  });
  router.get("/ocsp/:request", async (ctx) => {
    ctx.type = responseType;
    ctx.body = Buffer.from(await revocations.ocsp(Buffer.from(ctx.params["request"] ?? "", "base64")));
  });
  return router;
}
