import { startTestServer } from "../../src/foundation/testing/test-server.ts";
import type { Benchmark } from "../benchmark.ts";
import { byTurns } from "../measure/by-turns.ts";
import { startService } from "../measure/service.ts";
import { processorBetween } from "../measure/usage.ts";
import { ask, agent } from "../sign-ins/user-agent.ts";
import { exchangeForm, keys, type ExchangeKeys } from "./exchange-request.ts";

const [rounds, perTurn, warm] = [7, 200, 2000];

const benchmark: Benchmark = {
  title: "Token exchange",
  about: `In a token exchange, a system sends the ID token of a sign-in to the API platform, and gets an access token. This benchmark
measures how much processor time the server needs for one token exchange. Each figure is the median of ${rounds} turns
of ${perTurn} exchanges. Before that, ${warm.toLocaleString("en-GB")} exchanges warm up the server.

- The fake API platform verifies the signatures of the client assertion and of the ID token. It also checks claims, app and scopes,
  refuses a client assertion that was used before, and keeps the tokens.
- The minimal server is Node alone. It only verifies the two signatures and answers.`,
  run: async () => {
    await using opened = new AsyncDisposableStack();
    const web = opened.use(
      await startTestServer((_request, response) => {
        response.end(JSON.stringify({ keys: [keys.issuer.jwk] }));
      }),
    );
    const issuer = `${web.origin}/cis2`;
    const known: ExchangeKeys = {
      app: keys.app.jwk,
      issuer,
      issuerKeys: `${issuer}/jwks`,
      issuerKey: keys.issuer.jwk,
    };
    const start = async (module: string) => {
      const service = opened.adopt(
        await startService<{ token: string }>(new URL(module, import.meta.url), [JSON.stringify(known)]),
        (one) => one.stop(),
      );
      const exchange = async (count: number) => {
        const before = await service.usage();
        const { token } = service.announced;
        for (let number = 0; number < count; number++) {
          const { text } = await ask(token, new Map(), exchangeForm(issuer, token));
          if (!text.includes("access_token")) throw new Error(text);
        }
        const after = await service.usage();
        agent.destroy();
        return processorBetween(before, after) / count;
      };
      await exchange(warm);
      return () => exchange(perTurn);
    };
    const { platform, minimal } = await byTurns(rounds, {
      platform: await start("exchange-process.ts"),
      minimal: await start("minimal-exchange-process.ts"),
    });
    return [
      {
        kind: "comparison",
        name: "processor time of the server for one token exchange",
        unit: "ms",
        better: "lower",
        sides: [
          { name: "fake API platform", value: platform },
          { name: "minimal server, the same cryptography", value: minimal },
        ],
      },
    ];
  },
};
export default benchmark;
