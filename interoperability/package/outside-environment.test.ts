import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { outsideEnvironment } from "./outside-environment.ts";

const changed = (variables: NodeJS.ProcessEnv) => Object.entries(outsideEnvironment(variables));

describe("the environment of a program outside this project", () => {
  for (const name of [
    "NODE_EXTRA_CA_CERTS",
    "NODE_TLS_REJECT_UNAUTHORIZED",
    "NODE_USE_ENV_PROXY",
    "NODE_USE_SYSTEM_CA",
    "HTTPS_PROXY",
    "NO_PROXY",
    "npm_config_proxy",
    "npm_config_https_proxy",
    "npm_config_https-proxy",
    "npm_config_noproxy",
    "npm_config_ca",
    "npm_config_cafile",
    "npm_config_strict_ssl",
    "npm_config_registry",
    "npm_config_@company:registry",
    "npm_config_//registry.test/:_authToken",
    "npm_config_userconfig",
    "npm_config_globalconfig",
    "npm_config_cache",
    "npm_config_fetch_retries",
    "PATH",
  ]) {
    it(`keeps ${name}`, () => {
      assert.deepEqual(changed({ [name]: "a value" }), []);
    });
  }

  for (const name of [
    "NODE_V8_COVERAGE",
    "NODE_TEST_CONTEXT",
    "NODE_COMPILE_CACHE",
    "NODE_ENV",
    "npm_lifecycle_event",
    "npm_package_json",
    "npm_command",
    "npm_config_local_prefix",
    "npm_config_prefix",
    "npm_config_offline",
  ]) {
    it(`leaves out ${name}`, () => {
      assert.deepEqual(changed({ [name]: "a value" }), [[name, undefined]]);
    });
  }

  it("keeps of NODE_OPTIONS what the network needs", () => {
    const options = "--import ./recorder.ts --use-system-ca --tls-min-v1.2 --max-old-space-size=4096";
    assert.deepEqual(changed({ NODE_OPTIONS: options }), [["NODE_OPTIONS", "--use-system-ca --tls-min-v1.2"]]);
    assert.deepEqual(changed({ NODE_OPTIONS: "--import ./recorder.ts" }), [["NODE_OPTIONS", undefined]]);
  });
});
