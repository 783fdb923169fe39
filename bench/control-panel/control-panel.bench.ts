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
  about: `How much processor time the server spends on the page with the readers, beside Node alone sending as many bytes. It is the
median of ${rounds} turns of ${perTurn} pages, after ${warm}.

A change through the control API notifies an open page, which then loads itself again. The time until the page shows the
change is beside that of the request to the control API alone. Both are medians of ${changes} changes.`,
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
        name: "processor time of the server, a page",
        unit: "ms",
        better: "lower",
        sides: [
          { name: "the page with the readers", value: page.panel },
          { name: "Node alone, the same bytes", value: page.same },
        ],
      },
      {
        kind: "comparison",
        name: "from a change to the page that shows it",
        unit: "ms",
        better: "lower",
        sides: [
          { name: "cards of two readers exchanged, and the page read again", value: live.shown },
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
