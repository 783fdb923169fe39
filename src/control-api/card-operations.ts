import { z } from "zod";
import { TestkitError } from "../foundation/errors/testkit-error.ts";
import { canonicalSerialNumber } from "../pki/index.ts";
import { adoptionSchema } from "../care-identity/adoption/adoption.ts";
import type { CardState, RegisteredCard } from "../care-identity/registration-authority/registered-card.ts";
import type { ControlApiContext } from "./control-api-context.ts";
import { withBody, type Operation } from "./operation.ts";

const serialNumber = z
  .string()
  .refine((text) => canonicalSerialNumber(text) !== undefined, "must be a serial number in hexadecimal");
const cardRegistrationSchema = z.strictObject({
  serial: z.string().regex(/^[\w-]{1,64}$/, "must be 1 to 64 letters, digits, _ or -"),
  userId: z.string().regex(/^\d{12}$/, "must be 12 digits"),
  series: z.union([z.literal(8), z.literal(9)]).default(9),
  certificates: z
    .array(z.strictObject({ serialNumber, purpose: z.enum(["authentication", "signing"]) }))
    .default([])
    .describe("Those on the card; none if it is blank."),
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
      summary: "Registers a card, or replaces its entry. It is active, or only registered if it is blank.",
      body: cardRegistrationSchema,
      run: (card) => authority.register(card),
    }),
    withBody({
      method: "post",
      path: "/adopted-cards",
      id: "adoptCard",
      summary: "Adopts a card issued elsewhere: this fake CIS2 trusts it and enrols its cardholder.",
      body: adoptionSchema,
      run: (adoption) => adoptedCards.adopt(adoption),
    }),
    onCard("get", "", "card", "One card of the register.", (card) => card),
    onCard(
      "post",
      "/issue",
      "issueCard",
      "Begins to issue a blank card, and returns the first relay step.",
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
      "Cancels a card permanently; its certificates stay.",
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
    onCard("get", "/unlock-message", "unlockMessage", "The last security code sent for a card.", async ({ serial }) => {
      const message = await authority.codes.message(serial);
      if (message === undefined) throw new TestkitError("UNLOCK_MESSAGE_NONE", { card: serial });
      return message;
    }),
    onCard(
      "get",
      "/audit-trail",
      "auditTrailOfCard",
      "What the registration authority did to one card, oldest first.",
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
      summary: "What the registration authority did, oldest first.",
      run: () => authority.audit.records(),
    },
    {
      method: "post",
      path: "/certificates/{serialNumber}/revoke",
      id: "revokeCertificate",
      summary: "Revokes a certificate by its serial number: hexadecimal, in any form that OpenSSL prints.",
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
