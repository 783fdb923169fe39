import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { missing, startProgram } from "./program.ts";
import { scope, secret, type System } from "./system.ts";

const modules = "/usr/lib/apache2/modules";
const page = `<!DOCTYPE html><title>System</title>
<!--#if expr="-n v('REMOTE_USER')" --><p>Signed in: "sub" <!--#echo var="REMOTE_USER" --></p>
<p>Name: <!--#echo var="OIDC_CLAIM_name" --></p><!--#else --><p>null</p><!--#endif -->`;

/** Debian's mod_auth_openidc in Apache, as its README has it, with sessions in shared memory. */
export const modAuthOpenidc: System = {
  name: "mod_auth_openidc",
  redirectPath: "/callback",
  signInPath: "/protected/",
  sessionPath: "/",
  backchannelLogoutPath: "/callback?logout=backchannel",
  missing: missing({
    apache2: "/usr/sbin/apache2",
    "libapache2-mod-auth-openidc": `${modules}/mod_auth_openidc.so`,
  }),
  start: async (registration, port) => {
    const folder = await mkdtemp(join(tmpdir(), "mod-auth-openidc-"));
    await mkdir(join(folder, "htdocs", "protected"), { recursive: true });
    await writeFile(join(folder, "htdocs", "index.html"), page);
    await writeFile(join(folder, "htdocs", "protected", "index.html"), page);
    await writeFile(join(folder, "apache2.conf"), configuration(folder, registration, port));
    await chmod(folder, 0o755);
    if (process.getuid?.() === 0) await chown(folder, 33, 33);
    const apache = await startProgram(
      "/usr/sbin/apache2",
      ["-X", "-f", join(folder, "apache2.conf"), "-DFOREGROUND"],
      port,
    );
    return {
      close: async () => {
        await apache.close();
        await rm(folder, { recursive: true });
      },
    };
  },
};

function configuration(
  folder: string,
  { issuer, clientId, clientSecret }: Parameters<System["start"]>[0],
  port: number,
): string {
  const origin = `http://127.0.0.1:${port}`;
  const names = "mpm_event authn_core authz_core authz_user auth_openidc dir include mime".split(" ");
  return `
ServerName 127.0.0.1
Listen 127.0.0.1:${port}
PidFile ${folder}/apache2.pid
ErrorLog ${folder}/error.log
${process.getuid?.() === 0 ? "User www-data\nGroup www-data" : ""}
${names.map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`).join("\n")}
TypesConfig /etc/mime.types
DocumentRoot ${folder}/htdocs
DirectoryIndex index.html
AddOutputFilter INCLUDES .html

OIDCProviderMetadataURL ${issuer}/.well-known/openid-configuration
OIDCClientID ${clientId}
OIDCClientSecret "${clientSecret}"
OIDCProviderTokenEndpointAuth client_secret_post
OIDCRedirectURI ${origin}/callback
OIDCCryptoPassphrase "${secret}"
OIDCScope "${scope}"
OIDCAuthRequestParams prompt=login&max_age=300
OIDCPKCEMethod S256
OIDCSessionInactivityTimeout 900
OIDCSessionMaxDuration 43200
OIDCRemoteUserClaim sub

<Location />
  Options +Includes
  AuthType openid-connect
  OIDCUnAuthAction pass
  Require valid-user
</Location>
<Location /protected>
  OIDCUnAuthAction auth
</Location>
`;
}
