/** A fetch that keeps all it sent: address, headers and body, as text. */
export class RecordingFetch {
  readonly sent: string[] = [];

  readonly fetch: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const headers = [...request.headers].map(([name, value]) => `${name}: ${value}`).join("\n");
    this.sent.push(`${request.method} ${request.url}\n${headers}\n\n${await request.clone().text()}`);
    return fetch(request);
  };
}
