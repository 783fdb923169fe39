import { Command, Option } from "commander";
import { passcodeSource } from "./passcodes.ts";
import { print } from "./print.ts";
import { jsonText } from "../foundation/printable.ts";

interface Options {
  card: string;
  persona: string;
  network: "internet" | "hscn";
  reader?: string;
  adopt: boolean;
  issuer?: string;
  role?: string;
  scope: string;
  json: boolean;
}

/** `cis2-testkit login`: one sign-in, embedded from card to relying party. */
export function loginCommand(): Command {
  return new Command("login")
    .description(
      "Sign a persona in with a virtual card at an embedded fake CIS2, and print what the relying party gets.",
    )
    .option("--card <profile>", "the card profile", "piv")
    .option("--persona <name>", "the persona whose card it is", "one-role")
    .addOption(
      new Option("--network <network>", "the network the person is on")
        .choices(["internet", "hscn"])
        .default("internet"),
    )
    .option("--reader <name>", "use the card in this reader of the machine, not a virtual card")
    .option(
      "--adopt",
      "with --reader: make the embedded fake CIS2 trust the card, and give its cardholder the roles of --persona",
      false,
    )
    .option("--issuer <url>", "sign in at a running fake CIS2, such as `serve`, with this issuer or origin")
    .option("--role <id>", "the role to select if the person has several")
    .option(
      "--scope <scopes>",
      "the scopes that the relying party asks for",
      "openid profile nationalrbacaccess associatedorgs selectedrole",
    )
    .option("--json", "print the ID token's claims and the userinfo as JSON", false)
    .action(async (options: Options) => {
      const [{ signInWithVirtualCard, signInWithReader }, { TestkitError }] = await Promise.all([
        import("../harness/sign-in/one-sign-in.ts"),
        import("../foundation/errors/testkit-error.ts"),
      ]);
      const { issuer, network, reader, adopt, ...persona } = options;
      if (adopt && (reader === undefined || issuer !== undefined)) {
        throw new TestkitError("CONFIGURATION_INVALID", {
          setting: "adopt",
          reason: "it needs --reader, and an embedded fake CIS2; for one that runs there is `cis2-testkit adopt`",
        });
      }
      const login = { ...persona, at: issuer === undefined ? { network } : { issuer } };
      const { relyingParty, person } =
        reader === undefined
          ? await signInWithVirtualCard(login)
          : await signInWithReader(
              { reader, passcodes: await passcodeSource(), ...(adopt && { adoptAs: options.persona }) },
              login,
            );
      // A person with one role is not asked, so that nothing has looked at the role that was wanted.
      const known = selectedRole(relyingParty.claims);
      if (options.role !== undefined && options.role !== known) {
        throw new TestkitError("ROLE_NOT_HELD", { role: options.role, known });
      }
      const { claims, userinfo } = relyingParty;
      print(
        options.json
          ? `${jsonText({ claims, userinfo }, 2)}
`
          : formatSignIn(relyingParty, person.notices),
      );
    });
}

function selectedRole(claims: Readonly<Record<string, unknown>>): string {
  return (claims as { selected_roleid?: string }).selected_roleid ?? "none";
}

function formatSignIn(
  { claims, userinfo }: { claims: Readonly<Record<string, unknown>>; userinfo: Readonly<Record<string, unknown>> },
  notices: readonly { code: string; notAfter?: string | undefined }[],
): string {
  const lines = [
    `Signed in: ${String(userinfo["name"] ?? claims["sub"])} (${String(claims["sub"])})`,
    `Issuer:    ${String(claims["iss"])}`,
    `Level:     ${String(claims["acr"])} by ${String(claims["amr"])}`,
    `Role:      ${selectedRole(claims)}`,
    ...notices.map(({ code, notAfter }) => `Notice:    ${code}${notAfter === undefined ? "" : ` (${notAfter})`}`),
  ];
  return `${lines.join("\n")}\n`;
}
