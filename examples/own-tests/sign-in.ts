import { exampleRelyingParty, completeSignIn, startEmbeddedCis2, StrictRelyingParty } from "cis2-testkit";
import { fixedPasscode } from "cis2-testkit/client";
import { InProcessReaders } from "cis2-testkit/virtual-card";

const { clientId, clientSecret, redirectUris } = exampleRelyingParty;
const embedded = await startEmbeddedCis2({ relyingParties: [exampleRelyingParty] });

const { card, persona } = await embedded.issueCard("one-role", "piv");
const readers = new InProcessReaders();
readers.addReader("Reader 1");
readers.insert("Reader 1", card);

const relyingParty = await StrictRelyingParty.discover({
  issuer: embedded.cis2.networks.internet.issuer,
  clientId,
  redirectUri: redirectUris[0],
  authentication: { method: "client_secret_post", secret: clientSecret },
  scope: "openid profile",
});
const outcome = await completeSignIn(relyingParty, { readers, passcodes: fixedPasscode(persona.card.passcode) });

console.log(`${outcome.relyingParty.claims.sub} is ${String(outcome.relyingParty.userinfo.name)}`);
await embedded.close();
