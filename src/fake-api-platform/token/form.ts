/** The parameters of a form: of several of one name the first counts, as in Apigee's `request.formparam`. */
export class Form {
  readonly #parameters: URLSearchParams;

  constructor(body: string) {
    this.#parameters = new URLSearchParams(body);
  }

  get(name: string): string | undefined {
    return this.#parameters.get(name) ?? undefined;
  }
}

/** A life in milliseconds that a request shortens: only if it gives a smaller one. Returns undefined for one that cannot be. */
export function shortened(configured: number, asked: string | undefined): number | undefined {
  if (asked === undefined || !(Number.parseInt(asked, 10) < configured)) return configured;
  return /^\d+$/.test(asked) ? Number(asked) : undefined;
}
