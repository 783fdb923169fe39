// The import table of docs/architecture.md: a module imports from the floors below its own,
// never sideways between the three wings, never up.
const floors = [
  ["foundation", []],
  ["iso7816", []],
  ["pkcs15", ["iso7816"]],
  ["pki", ["foundation", "iso7816"]],
  ["virtual-card", ["pki", "pkcs15", "foundation", "iso7816"]],
  ["client", ["pki", "pkcs15", "foundation", "iso7816"]],
  ["fake-cis2", ["pki", "pkcs15", "foundation", "iso7816"]],
  ["environment", ["virtual-card", "client", "fake-cis2", "pki", "foundation", "iso7816"]],
  ["fixtures", ["environment", "virtual-card", "client", "fake-cis2", "pki", "foundation", "iso7816"]],
  ["conformance", ["environment", "virtual-card", "client", "fake-cis2", "pki", "foundation", "iso7816"]],
];

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    ...floors.map(([floor, below]) => ({
      name: `${floor}-imports-only-what-is-below`,
      severity: "error",
      from: { path: `^src/${floor}/` },
      to: { path: "^(src|step-definitions)/", pathNot: [floor, ...below].map((name) => `^src/${name}/`) },
    })),
    {
      name: "steps-do-not-import-the-command-line",
      severity: "error",
      from: { path: "^step-definitions/" },
      to: { path: "^src/cli/" },
    },
    {
      name: "nothing-imports-examples",
      severity: "error",
      from: { path: "^(src|step-definitions)/" },
      to: { path: "^examples/" },
    },
    {
      name: "examples-stand-alone",
      severity: "error",
      from: { path: "^examples/", pathNot: "(\\.(test|config)\\.ts$|/testing/)" },
      to: { path: "^(src|step-definitions)/|\\.test\\.ts$|/testing/" },
    },
    {
      name: "product-does-not-import-tests",
      severity: "error",
      from: { path: "^src/", pathNot: "(\\.test\\.ts$|/testing/)" },
      to: { path: "(\\.test\\.ts$|/testing/)" },
    },
    {
      name: "product-does-not-import-dev-dependencies",
      severity: "error",
      from: { path: "^src/", pathNot: "(\\.test\\.ts$|/testing/)" },
      to: {
        dependencyTypes: ["npm-dev"],
        dependencyTypesNot: ["type-only"],
        pathNot: "node_modules/(@types|@playwright/test)/",
      },
    },
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      // The package's own name leads to what is compiled, which need not be there; TypeScript looks at the sources instead.
      name: "no-unresolvable",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^cis2-testkit(/|$)" },
    },
    {
      name: "no-orphans",
      severity: "error",
      from: {
        orphan: true,
        pathNot: "(\\.test\\.ts$|\\.d\\.ts$|^step-definitions/|-worker\\.ts$|/assets/|/cucumber\\.js$)",
      },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: "^(node_modules|dist)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "types", "default"] },
  },
};
