/** Settings of npm by which it reaches a registry: its address, its cache, proxies, trust, credentials and timeouts. */
const npmNetworkSettings = [
  /^npm_config_(.*registry|(user|global)config|cache)$/,
  /^npm_config_((https?[-_]?)?proxy|no[-_]?proxy|local[-_]address|maxsockets|fetch[-_].*)$/,
  /^npm_config_(ca|cafile|cert|key|strict[-_]ssl|_auth.*|\/\/.*)$/,
];
/** Variables by which Node reaches the network. */
const nodeNetworkVariables = [
  "NODE_EXTRA_CA_CERTS",
  "NODE_TLS_REJECT_UNAUTHORIZED",
  "NODE_USE_ENV_PROXY",
  "NODE_USE_SYSTEM_CA",
];
const nodeNetworkOption = /^--(use-(env-proxy|system-ca|openssl-ca|bundled-ca)|tls-.*)$/;

/**
 * The changes to this environment that leave out what npm and Node set for this project's own scripts and tests, and keep
 * what the network needs. A variable that is undefined is to be removed.
 */
export function outsideEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => {
      if (name === "NODE_OPTIONS") return [[name, networkOptions(value)]];
      return /^(npm_|NODE_)/.test(name) && !isForNetwork(name) ? [[name, undefined]] : [];
    }),
  );
}

function isForNetwork(name: string): boolean {
  return nodeNetworkVariables.includes(name) || npmNetworkSettings.some((setting) => setting.test(name));
}

function networkOptions(options = ""): string | undefined {
  const kept = options.split(/\s+/).filter((option) => nodeNetworkOption.test(option.replace(/=.*/, "")));
  return kept.length === 0 ? undefined : kept.join(" ");
}
