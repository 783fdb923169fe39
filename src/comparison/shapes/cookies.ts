import { Cookie } from "tough-cookie";
import type { Exchange } from "../har/exchange.ts";

/** A cookie's attributes. Never its value. */
export interface CookieShape {
  readonly name: string;
  readonly path: string;
  readonly httpOnly: boolean;
  readonly secure: boolean;
  readonly sameSite: string;
  /** Seconds; undefined if it lasts as long as the browser. Negative or 0 if it is deleted. */
  readonly lifetime: number | undefined;
}

/** When the answer was made, by the server's clock if it names the time; a slow answer comes long after its request. */
export function answeredAt({ responseHeaders, at }: Exchange): number {
  const date = Date.parse(responseHeaders.get("date") ?? "");
  return Number.isNaN(date) ? at : date;
}

export function cookiesOf(exchange: Exchange): CookieShape[] {
  const at = answeredAt(exchange);
  return exchange.setCookies.flatMap((line) => {
    const cookie = Cookie.parse(line);
    if (cookie === undefined) return [];
    const { key, path, httpOnly, secure, sameSite, maxAge, expires } = cookie;
    const until = expires instanceof Date ? Math.round((expires.getTime() - at) / 1000) : undefined;
    return [
      {
        name: key,
        path: path ?? "/",
        httpOnly,
        secure,
        sameSite: sameSite ?? "none given",
        lifetime: typeof maxAge === "number" ? maxAge : until,
      },
    ];
  });
}
