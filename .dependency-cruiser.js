// The import rules of docs/architecture.md: a module imports from the layers below its own, never sideways between
// components, never upwards.
const base = ["foundation", "iso7816"];
const shared = ["pki", "pkcs15", "store", "assumptions", ...base];
const components = ["virtual-card", "client", "fake-cis2", "fake-cis1", "fake-api-platform"];
const assembled = ["harness", "control-api", ...components, "care-identity", ...shared];
const layers = [
  ["foundation", []],
  ["iso7816", []],
  ["pkcs15", base],
  ["pki", base],
  ["store", base],
  ["assumptions", []],
  ["care-identity", shared],
  ["virtual-card", ["pki", "pkcs15", ...base]],
  ["client", ["pki", "pkcs15", ...base]],
  ["fake-cis2", ["care-identity", ...shared]],
  ["fake-cis1", ["care-identity", ...shared]],
  // It knows CIS2 by HTTP alone.
  ["fake-api-platform", shared],
  ["control-api", [...components, "care-identity", ...shared]],
  ["harness", assembled],
  ["fixtures", assembled],
  ["conformance", assembled],
  ["comparison", assembled],
];

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    ...layers.map(([layer, below]) => ({
      name: `${layer}-imports-only-what-is-below`,
      severity: "error",
      from: { path: `^src/${layer}/` },
      to: { path: "^(src|step-definitions)/", pathNot: [layer, ...below].map((name) => `^src/${name}/`) },
    })),
    {
      name: "care-identity-knows-neither-openid-connect-nor-http",
      severity: "error",
      from: { path: "^src/care-identity/", pathNot: "(\\.test\\.ts$|/testing/)" },
      to: {
        path: "(^|node_modules/)(oidc-provider|openid-client|koa|@koa/.*|nunjucks|nhsuk-frontend|http|https|http2)(/|$)",
      },
    },
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
