import { objectOf, startTestGas } from "../../src/fake-cis1/testing/test-gas.ts";
import { bytesOf, type FuzzTarget } from "../runner/target.ts";

const session = { log_session_id: "Ao9qufl+uA", device_id: "abcdefgh,ClientIP=127.0.0.1" };
const common = { auth_method: "3", app_url: "NHST", ...session };
const mime = "MIME-Version: 1.0\nContent-Type: application/x-pkcs7-mime\nContent-Transfer-Encoding: base64\n\n";

/** Bodies for all endpoints of the legacy exchange: XML, the MIME part and the CMS in it. */
export const target: FuzzTarget = {
  name: "gas-body",
  seeds: () =>
    [
      objectOf({ ...common, service: "ACTIVATION" }),
      objectOf({
        ...common,
        service: "AUTHENTICATION",
        challenge: "A".repeat(64),
        signature: "AAAA",
        uid: "555000000003",
        card_type: "p11",
        mobility: "0",
        response: Buffer.from(`${mime}MIAGCSqGSIb3DQEHAqCAMIACAQExADCABgkqhkiG9w0BBwEAADEAAAAAAAAA`).toString("base64"),
      }),
      objectOf({ ...session, service: "LOGOUT", sso_ticket: "AQIC5wAAAA@AAJTSQACMDE=#", uid: "555000000003" }),
    ].map(bytesOf),
  dictionary: ["<gpPARAM", 'name="', "</gpPARAM>", "<!DOCTYPE", "<!ENTITY", "&a;", "<![CDATA[", "service", "challenge"],
  open: async () => {
    const test = await startTestGas();
    return {
      run: async (body) => {
        for (const path of ["authactivate", "authvalidate", "authlogout"]) {
          const response = await fetch(`${test.gas.origin}/login/${path}`, { method: "POST", body });
          const answer = await response.text();
          const ofTheProtocol = response.status === 200 && answer.startsWith("<?xml") && answer.includes("<gpOBJECT>");
          if (!ofTheProtocol) throw new Error(`${path} answered ${response.status} ${answer}`);
          if (answer.includes("sso_ticket")) throw new Error(`${path} gave a ticket`);
        }
      },
      close: () => Promise.resolve(test[Symbol.asyncDispose]()),
    };
  },
};
