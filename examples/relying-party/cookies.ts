import type { CookieOptions, Request, Response } from "express";

/** Cookies no script can read and no other site's form can send. */
export class Cookies {
  readonly #options: CookieOptions;

  constructor(baseUrl: string) {
    this.#options = { httpOnly: true, sameSite: "lax", secure: baseUrl.startsWith("https://"), path: "/" };
  }

  read(request: Request, name: string): string | undefined {
    const pairs = (request.headers.cookie ?? "").split("; ").map((pair) => pair.split("="));
    return pairs.find(([key]) => key === name)?.[1];
  }

  set(response: Response, name: string, value: string): void {
    response.cookie(name, value, this.#options);
  }

  clear(response: Response, name: string): void {
    response.clearCookie(name, this.#options);
  }
}
