import { randomUUID } from "node:crypto";
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";
import type { Clock } from "../../foundation/clock.ts";
import type { MockUser } from "./mock-users.ts";

/** The realms of the mock authorisation service that stand for CIS2. */
export const realmPattern = /^Cis2-mock-(internal-dev|internal-qa|ref|dev|sandbox|int)(-sandbox)?$/;
export const realms = [
  ...["internal-dev", "internal-qa"].flatMap((one) => [one, `${one}-sandbox`]),
  ...["ref", "dev", "sandbox", "int"],
].map((environment) => `Cis2-mock-${environment}`);

const algorithm = "RS512";

/** Signs the ID tokens of the mock service; its key is made when it is first needed. */
export class MockSigner {
  #key: Promise<{ readonly privateKey: CryptoKey; readonly jwk: JWK }> | undefined;

  async publicKey(): Promise<JWK> {
    return (await this.#current()).jwk;
  }

  async idToken(
    {
      issuer,
      clientId,
      username,
      user,
      sid,
    }: Record<"issuer" | "clientId" | "username" | "sid", string> & { user: MockUser },
    clock: Clock,
  ): Promise<string> {
    const { privateKey, jwk } = await this.#current();
    const now = Math.floor(clock.now().getTime() / 1000);
    return new SignJWT({
      acr: `AAL${user.level}_ANY`,
      amr: ["N3_SMARTCARD"],
      auth_time: now,
      sid,
      id_assurance_level: user.level,
      authentication_assurance_level: user.level,
      ...(user.selectedRole === undefined ? {} : { selected_roleid: user.selectedRole }),
    })
      .setProtectedHeader({ alg: algorithm, typ: "JWT", kid: jwk.kid ?? "" })
      .setIssuer(issuer)
      .setAudience(clientId)
      .setSubject(username)
      .setIssuedAt(now)
      .setExpirationTime(now + 300)
      .sign(privateKey);
  }

  #current(): Promise<{ readonly privateKey: CryptoKey; readonly jwk: JWK }> {
    this.#key ??= generateKeyPair(algorithm).then(async ({ privateKey, publicKey }) => ({
      privateKey,
      jwk: { ...(await exportJWK(publicKey)), kid: randomUUID(), alg: algorithm, use: "sig" },
    }));
    return this.#key;
  }
}
