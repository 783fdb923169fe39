import { z } from "zod";
import { startFuzzedLocalService } from "../runner/fuzzed-local-service.ts";
import { httpTarget } from "../runner/http.ts";
import { bytesOf, type FuzzTarget, textOf } from "../runner/target.ts";

const signing = { algorithm: "RS256", requestType: 1, version: 1, flags: 0, payloads: [{ id: "1", payload: "abc" }] };
const invocation = { H: "signinghub", M: "requestToSign", A: ["{}"], I: 0 };
const marker = "SIGNING";

const requests = httpTarget({
  name: "signing-hub",
  routes: [
    { method: "POST", path: "/signalr/send" },
    { method: "GET", path: "/signalr/negotiate" },
    { method: "POST", path: "/signalr/abort" },
    { method: "GET", path: "/signalr/" },
  ],
  seeds: [
    ["/signalr/send?transport=longPolling", ""],
    ["/signalr/negotiate?clientProtocol=1.5", ""],
    ["/signalr/abort", "x=1"],
    ["/signalr/", ""],
  ],
  start: async (logger) => {
    const { origin, headers, close } = await startFuzzedLocalService("series8", logger);
    const negotiated: unknown = await (await fetch(`${origin}/signalr/negotiate`, { headers })).json();
    const { ConnectionToken: token } = z.object({ ConnectionToken: z.string() }).parse(negotiated);
    const query = new URLSearchParams({ transport: "longPolling", connectionToken: token }).toString();
    return {
      origin,
      headers,
      pathOf: (path) => path.replace("?transport=longPolling", `?${query}`),
      close,
    };
  },
});

/**
 * SignalR messages to the signing hub. An input that begins with "SIGNING" is the JSON of a signing request, or behind
 * "SIGNING!" that of an invocation; the layers around it are put on here, for no mutation would get through base64.
 */
export const target: FuzzTarget = {
  ...requests,
  dictionary: [marker, "RS1", "requestToSign", "signinghub", "connectionToken", "transport", "longPolling", "data="],
  seeds: async () => [
    ...(await requests.seeds()),
    bytesOf(`${marker}${JSON.stringify(signing)}`),
    bytesOf(`${marker}!${JSON.stringify(invocation)}`),
  ],
  open: async () => {
    const { run, close } = await requests.open();
    return { run: (input) => run(wrapped(input)), ...(close && { close }) };
  },
};

function wrapped(input: Uint8Array): Uint8Array {
  const text = textOf(input);
  if (!text.startsWith(marker)) return input;
  const inner = text.slice(marker.length);
  const argument = Buffer.from(inner).toString("base64");
  const data = inner.startsWith("!") ? inner.slice(1) : JSON.stringify({ ...invocation, A: [argument] });
  const tail = "?transport=longPolling";
  const body = new URLSearchParams({ data }).toString();
  return Buffer.concat([Uint8Array.of(0, 1, tail.length), bytesOf(tail), bytesOf(body)]);
}
