import type { RequestHandler } from "express";
import { z } from "zod";
import type { LogoutTokens } from "./logout-token.ts";
import { detailOf } from "./problem.ts";
import type { Sessions } from "./sessions.ts";

const form = z.object({ logout_token: z.string().min(1) });

/** Takes CIS2's logout tokens: 200 for a good one, whether its session is known here or not, 400 for any other. */
export function backChannelLogout(
  tokens: LogoutTokens,
  sessions: Sessions,
  log: (line: string) => void,
): RequestHandler {
  return async (request, response) => {
    try {
      const { sid, sub } = await tokens.take(form.parse(request.body).logout_token);
      sessions.endAt({ sid, sub });
      response.json({});
    } catch (error) {
      log(detailOf(error));
      response.status(400).json({ error: "invalid_request" });
    }
  };
}
