import type { Benchmark, Measurement } from "./measurement.ts";
import { userId } from "./sign-ins/contender.ts";
import { signInsInProcess } from "./sign-ins/in-process.ts";

/** How a sign-in that asks for a role, and reads all roles from userinfo, bears a person with many. */
const benchmark: Benchmark = async () => {
  const { cis2, signIn, stop } = await signInsInProcess("openid nationalrbacaccess selectedrole");
  const results: Measurement[] = [];
  try {
    const user = await cis2.directory.find(userId);
    const [role] = user?.roles ?? [];
    if (user === undefined || role === undefined) throw new Error(`${userId} holds no role`);
    const { roles: _, ...person } = user;
    const { organisationName: __, ...first } = role;
    for (const count of [1, 10, 100, 1000]) {
      const held = Array.from({ length: count }, (_, at) => ({ ...first, roleId: String(at).padStart(12, "5") }));
      await cis2.directory.put(person, held);
      const name = `a sign-in with a role chosen out of ${count.toLocaleString("en-GB")}, median`;
      results.push({ name, value: await signIn(50), unit: "ms" });
    }
    return results;
  } finally {
    await stop();
  }
};
export default benchmark;
