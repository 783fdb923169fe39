import type { Benchmark } from "../benchmark.ts";
import type { Growth } from "../figures/results.ts";
import { userId } from "./contender.ts";
import { signInsInProcess } from "./in-process.ts";

const benchmark: Benchmark = {
  title: "Roles of a person",
  about: `This benchmark measures the cost of a sign-in for a person with many roles. Server, browser, card and relying party share one
process. Each figure is a median of the processor time of this process. The person selects a role. Userinfo lists all roles, so it
is longer if the person has more roles.`,
  run: async () => {
    const { cis2, signIn, stop } = await signInsInProcess("openid nationalrbacaccess selectedrole");
    const points: Growth["points"] = [];
    try {
      const user = await cis2.directory.find(userId);
      const [role] = user?.roles ?? [];
      if (user === undefined || role === undefined) throw new Error(`${userId} holds no role`);
      const { roles: _, ...person } = user;
      const { organisationName: __, ...first } = role;
      for (const at of [1, 10, 100, 1000]) {
        const held = Array.from({ length: at }, (_, number) => ({
          ...first,
          roleId: String(number).padStart(12, "5"),
        }));
        await cis2.directory.put(person, held);
        points.push({ at, value: await signIn(5) });
      }
    } finally {
      await stop();
    }
    return [
      { kind: "growth", name: "processor time of a sign-in with a selected role", unit: "ms", of: "roles", points },
    ];
  },
};
export default benchmark;
