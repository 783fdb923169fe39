import { listScenarios, loadRequirements, resolveConfiguration } from "cis2-testkit/conformance";
import { loadPersonas } from "cis2-testkit/fake-cis2";

const scenarios = await listScenarios(resolveConfiguration({ flags: {}, environment: {} }));
const { personas } = loadPersonas();

console.log(`${scenarios.length} scenarios for ${loadRequirements().length} requirements`);
console.log(`Personas: ${Object.keys(personas).join(", ")}`);
