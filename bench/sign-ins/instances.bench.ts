import { spawnSync } from "node:child_process";
import { Redis } from "ioredis";
import { issuerPath } from "../../src/fake-cis2/networks/cis2-network.ts";
import { startRedis } from "../../src/store/testing/redis-server.ts";
import type { Benchmark } from "../benchmark.ts";
import type { Result } from "../figures/results.ts";
import { sidesOf } from "../figures/sides.ts";
import { byTurns } from "../measure/by-turns.ts";
import { benchCard, Contender } from "./contender.ts";
import { startProvider, type Provider } from "./providers/provider.ts";
import { commandsDone } from "./redis-commands.ts";
import { endpointsOf, relyingParty, withCard } from "./sign-in.ts";
import { askInTurn } from "./user-agent.ts";

const publicUrl = "http://cis2.example";
const [rounds, perTurn, atATime, warm] = [4, 120, 16, 750];

const benchmark: Benchmark = {
  title: "Instances on one Redis",
  about: `One, two or four instances of the fake CIS2 use the same Redis. Each instance is a separate process. For comparison, one instance runs
without Redis. A balancer sends each request to the next instance.

Processor time is the total of all instances. It is the median of ${rounds} turns of ${perTurn} sign-ins, ${atATime} at a time. Before
that, ${warm} sign-ins warm up each instance. Redis counts its own commands.`,
  run: async () => {
    const commandsName = "Redis commands for one sign-in";
    if (spawnSync("redis-server", ["--version"]).error)
      return [{ kind: "unmeasured", name: commandsName, because: "the package redis-server is not installed" }];
    await using opened = new AsyncDisposableStack();
    const redis = opened.use(await startRedis());
    const socket = redis.address.replace("redis+unix:", "");
    const asked = opened.adopt(new Redis({ path: socket }), (one) => one.quit().then(() => undefined));
    const { card } = await benchCard();
    const start = async (...words: string[]) =>
      opened.adopt(await startProvider("fake CIS2", words), (one) => one.stop());
    const instances: Provider[] = [];
    for (let number = 0; number < 4; number++) instances.push(await start(redis.address, publicUrl));
    const alone = await start();
    const person = withCard(card);
    const signIns = {
      four: balanced(instances, person),
      two: balanced(instances.slice(0, 2), person),
      one: balanced(instances.slice(0, 1), person),
      alone: new Contender([alone], relyingParty(alone.announced, person)),
    };
    await signIns.four.signIn(warm * instances.length, atATime);
    await signIns.alone.signIn(warm, atATime);
    const commands = { four: 0, two: 0, one: 0, alone: 0 };
    const turn = (side: keyof typeof signIns) => async () => {
      const before = commandsDone(await asked.info("commandstats"));
      const { processor } = await signIns[side].signIn(perTurn, atATime);
      commands[side] = (commandsDone(await asked.info("commandstats")) - before) / perTurn;
      return processor;
    };
    const { four, two, one, ...without } = await byTurns(rounds, {
      four: turn("four"),
      two: turn("two"),
      one: turn("one"),
      alone: turn("alone"),
    });
    return [
      {
        kind: "comparison",
        name: "processor time of all instances for one sign-in",
        unit: "ms",
        better: "lower",
        sides: sidesOf({
          "four instances": four,
          "two instances": two,
          "one instance": one,
          "one instance, without Redis": without.alone,
        }),
      },
      {
        kind: "growth",
        name: commandsName,
        unit: "commands",
        of: "instances",
        points: [
          { at: 1, value: commands.one },
          { at: 2, value: commands.two },
          { at: 4, value: commands.four },
        ],
        atMost: 1.1,
      },
      {
        kind: "figure",
        name: "Redis commands for one sign-in at four instances",
        value: commands.four,
        unit: "commands",
        below: 31,
      },
    ] satisfies Result[];
  },
};
export default benchmark;

function balanced(instances: readonly Provider[], person: ReturnType<typeof withCard>): Contender {
  const origins = instances.map(({ announced }) => new URL(announced.jwks).origin);
  // The keys are read once, by a client that knows no balancer.
  const known = { ...endpointsOf(`${publicUrl}${issuerPath}`), jwks: instances[0]?.announced.jwks ?? "" };
  return new Contender(instances, relyingParty(known, person, { ask: askInTurn(publicUrl, origins) }));
}
