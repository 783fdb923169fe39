import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import type { Benchmark } from "../benchmark.ts";
import { byTurns } from "../measure/by-turns.ts";
import { timed } from "../measure/median.ts";
import { startService, type Service } from "../measure/service.ts";
import { processorBetween } from "../measure/usage.ts";
import { agent, ask } from "../sign-ins/user-agent.ts";

const [rounds, perTurn, warm] = [9, 100, 500];
const changes = 21;

interface Addresses {
  readonly panel: string;
  readonly controlApi: string;
}

const benchmark: Benchmark = {
  title: "The control panel",
  about: `This benchmark measures how much processor time the server needs for the page with the readers. For comparison, Node alone sends
the same number of bytes. Each figure is the median of ${rounds} turns of ${perTurn} pages. Before that, ${warm} pages warm up the server.

If something changes through the control API, the control panel notifies an open page. The page then loads itself again. The second
table has the time from the change until the page shows it. For comparison, it has the time of the request to the control API
alone. Both are medians of ${changes} changes.`,
  run: async () => {
    await using opened = new AsyncDisposableStack();
    const start = async (module: string, ...words: string[]) =>
      opened.adopt(await startService<Addresses>(new URL(module, import.meta.url), words), (one) => one.stop());
    const serving = await start("panel-process.ts");
    const { text } = await ask(`${serving.announced.panel}/desktop`, new Map());
    const same = await start("same-page-process.ts", String(Buffer.byteLength(text)));
    const pages = (service: Service<Addresses>) => async () => {
      const before = await service.usage();
      for (let number = 0; number < perTurn; number++) await ask(`${service.announced.panel}/desktop`, new Map());
      const after = await service.usage();
      agent.destroy();
      return processorBetween(before, after) / perTurn;
    };
    for (let number = 0; number < warm / perTurn; number++) {
      await pages(serving)();
      await pages(same)();
    }
    const page = await byTurns(rounds, { panel: pages(serving), same: pages(same) });
    const live = await liveChanges(serving.announced);
    return [
      {
        kind: "comparison",
        name: "processor time of the server for one page",
        unit: "ms",
        better: "lower",
        sides: [
          { name: "the page with the readers", value: page.panel },
          { name: "Node alone, the same bytes", value: page.same },
        ],
      },
      {
        kind: "comparison",
        name: "time from a change to the page that shows it",
        unit: "ms",
        better: "lower",
        sides: [
          { name: "the cards of two readers swapped, and the page read again", value: live.shown },
          { name: "the request to the control API alone", value: live.request },
        ],
      },
    ];
  },
};
export default benchmark;

async function liveChanges({ panel, controlApi }: Addresses): Promise<{ shown: number; request: number }> {
  const swap = () => ask(`${controlApi}/readers/Reader%201/swap`, new Map(), { with: "Reader 2" });
  const listening = get(`${panel}/changes`);
  const [events] = (await once(listening, "response")) as [IncomingMessage];
  let changed = Promise.withResolvers<undefined>();
  events.setEncoding("utf8").on("data", (text: string) => {
    if (text.includes("event: changed")) changed.resolve(undefined);
  });
  try {
    return await byTurns(changes, {
      shown: () =>
        timed(async () => {
          changed = Promise.withResolvers();
          await Promise.all([swap(), changed.promise.then(() => ask(`${panel}/desktop`, new Map()))]);
        }),
      request: () => timed(swap),
    });
  } finally {
    listening.destroy();
  }
}
