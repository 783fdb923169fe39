import { z } from "zod";
import { TestkitError } from "../foundation/errors/testkit-error.ts";
import { canonicalSerialNumber } from "../pki/index.ts";
import { adoptionSchema } from "../care-identity/adoption/adoption.ts";
import type { CardState, RegisteredCard } from "../care-identity/registration-authority/registered-card.ts";
import type { ControlApiContext } from "./control-api-context.ts";
import { withBody, type Operation } from "./operation.ts";

const serialNumber = z
  .string()
  .refine((text) => canonicalSerialNumber(text) !== undefined, "must be a serial number in hexadecimal")
  .describe("The serial number of the certificate, in hexadecimal.");
const cardRegistrationSchema = z.strictObject({
  serial: z
    .string()
    .regex(/^[\w-]{1,64}$/, "must be 1 to 64 letters, digits, _ or -")
    .describe("The serial of the card."),
  userId: z
    .string()
    .regex(/^\d{12}$/, "must be 12 digits")
    .describe("The 12-digit user id of the cardholder."),
  series: z
    .union([z.literal(8), z.literal(9)])
    .default(9)
    .describe("The kind of card: series 8, or series 9 (PIV)."),
  certificates: z
    .array(z.strictObject({ serialNumber, purpose: z.enum(["authentication", "signing"]) }))
    .default([])
    .describe("The certificates on the card. A blank card has none."),
});

/** A card to enter into the register. */
export type CardRegistrationInput = z.input<typeof cardRegistrationSchema>;

/** What the registration authority does, and what it keeps. */
export function cardOperations(context: ControlApiContext): Operation[] {
  const { registrationAuthority: authority, adoptedCards, directory } = context;
  return [
    {
      method: "get",
      path: "/cards",
      id: "cards",
      summary: "The registration authority's register of cards.",
      run: () => authority.cards(),
    },
    withBody({
      method: "post",
      path: "/cards",
      id: "registerCard",
      summary:
        "Enters a card in the register, or replaces its entry. The state of a blank card is then registered. The state of any other card is then active.",
      body: cardRegistrationSchema,
      run: (card) => authority.register(card),
    }),
    withBody({
      method: "post",
      path: "/adopted-cards",
      id: "adoptCard",
      summary:
        "Adopts a card issued elsewhere: the fake CIS2 trusts the card and adds its cardholder to the directory.",
      body: adoptionSchema,
      run: (adoption) => adoptedCards.adopt(adoption),
    }),
    onCard("get", "", "card", "One card of the register.", (card) => card),
    onCard(
      "post",
      "/issue",
      "issueCard",
      "Begins to issue a blank card. Returns the first relay step: what the client has to do.",
      async (card) => {
        requireState(card, "registered");
        const user = await directory.find(card.userId);
        if (user === undefined) throw new TestkitError("USER_UNKNOWN", { userId: card.userId });
        return authority.administration.issue(card, user);
      },
    ),
    onCard("post", "/suspend", "suspendCard", "Suspends an active card.", async (card) => {
      requireState(card, "active");
      await authority.suspend(card.serial);
      return authority.find(card.serial);
    }),
    onCard("post", "/resume", "resumeCard", "Makes a suspended card active again.", async (card) => {
      requireState(card, "suspended");
      await authority.resume(card.serial);
      return authority.find(card.serial);
    }),
    onCard(
      "post",
      "/cancel",
      "cancelCard",
      "Cancels a card permanently. Its certificates are not revoked.",
      async ({ serial }) => {
        await authority.cancel(serial);
        return authority.find(serial);
      },
    ),
    onCard(
      "post",
      "/report-lost",
      "reportCardLost",
      "Cancels a lost card, and revokes every certificate ever issued for it.",
      async ({ serial }) => {
        await authority.reportLost(serial);
        return authority.find(serial);
      },
    ),
    onCard(
      "get",
      "/unlock-message",
      "unlockMessage",
      "The last message with a security code for one card.",
      async ({ serial }) => {
        const message = await authority.codes.message(serial);
        if (message === undefined) throw new TestkitError("UNLOCK_MESSAGE_NONE", { card: serial });
        return message;
      },
    ),
    onCard(
      "get",
      "/audit-trail",
      "auditTrailOfCard",
      "The audit trail of one card, oldest entry first.",
      ({ serial }) => authority.audit.records(serial),
    ),
    {
      method: "get",
      path: "/unlock-messages",
      id: "unlockMessages",
      summary: "The last message with a security code for each card, oldest first.",
      run: async () => {
        const messages = await Promise.all(
          (await authority.cards()).map(({ serial }) => authority.codes.message(serial)),
        );
        return messages.filter((message) => message !== undefined).sort((one, other) => one.at.localeCompare(other.at));
      },
    },
    {
      method: "get",
      path: "/audit-trail",
      id: "auditTrail",
      summary: "The audit trail of all cards, oldest entry first.",
      run: () => authority.audit.records(),
    },
    {
      method: "post",
      path: "/certificates/{serialNumber}/revoke",
      id: "revokeCertificate",
      summary:
        "Revokes the certificate that has this serial number. All hexadecimal forms that OpenSSL prints are allowed.",
      run: ({ parameters }) => authority.revoke(parameters["serialNumber"] ?? ""),
    },
  ];

  /** An operation on one card of the register; refused with CARD_UNKNOWN if it is not there. */
  function onCard(
    method: "get" | "post",
    path: string,
    id: string,
    summary: string,
    run: (card: RegisteredCard) => unknown,
  ): Operation {
    return {
      method,
      path: `/cards/{serial}${path}`,
      id,
      summary,
      run: async ({ parameters }) => run(await authority.cardRegister.get(parameters["serial"] ?? "")),
    };
  }
}

function requireState({ serial, state }: RegisteredCard, needed: CardState): void {
  if (state !== needed) throw new TestkitError("CARD_STATE", { serial, state, needed });
}
