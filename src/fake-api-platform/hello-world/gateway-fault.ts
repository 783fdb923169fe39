import type { Context } from "koa";

/** An answer in the gateway's own form, which APIs give that add no text themselves. */
export function answerFault(ctx: Context, status: number, faultstring: string, errorcode: string): void {
  ctx.status = status;
  ctx.body = { fault: { faultstring, detail: { errorcode } } };
}

/** An error of the session role, as an OperationOutcome. */
export function answerOutcome(ctx: Context, status: number, diagnostics: string): void {
  const [code, display] = status === 500 ? ["exception", "Internal Server Error"] : ["login", "Unauthorized"];
  ctx.status = status;
  ctx.body = {
    resourceType: "OperationOutcome",
    issue: [
      {
        severity: "error",
        code,
        details: { coding: [{ code: display.toUpperCase().replaceAll(" ", "_"), display }] },
        diagnostics,
      },
    ],
  };
}
