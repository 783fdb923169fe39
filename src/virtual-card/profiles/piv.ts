import type { CardProfile } from "./card-profile.ts";

const sources = [
  "NIST SP 800-73-4 and SP 800-73-5, Part 1 (data model) and Part 2 (card command interface); NIST SP 800-78-5 (algorithms).",
  'The ATR is listed in pcsc-tools\' smartcard_list.txt as "ID-One PIV 2.4" of IDEMIA, the maker of series 9. It is ' +
    "representative: no public source names the ATR of an NHS series 9 card.",
  "Three passcode tries: representative; the limit is the issuer's (SP 800-73-4, Part 2, 3.2.1).",
];

const piv = {
  name: "piv",
  title: "Series 9: a PIV card as SP 800-73 has it",
  series: 9,
  atr: "3BD6970081B1FE451F878031C152211A4B",
  contactlessAtr: "3B8680018031C152411A7E",
  sources,
  transport: { responseStyle: "at-once", extendedLength: true, selectedAtReset: false },
  applet: {
    type: "piv",
    shortestAid: 5,
    identifierInTemplate: "pix",
    label: "Personal Identity Verification Card",
    retryLimits: { pin: 3, puk: 3 },
    statusOnReselect: "kept",
    pinAlways: "enforced",
    keyPurposes: "enforced",
    refusedPinLength: "6A80",
    chainRefusal: "last-block",
    administrationAlgorithm: "3des",
  },
} satisfies CardProfile;

/** The PIV cards: one by the book, one that allows only what the book demands, one that forgives. */
export const pivProfiles: readonly CardProfile[] = [
  piv,
  {
    ...piv,
    name: "piv-strict",
    title: "Series 9: allows only what SP 800-73 demands, and answers as T=0 cards do",
    sources: [...sources, "The differences are those seen between independently written PIV cards."],
    transport: { responseStyle: "announce", extendedLength: false, selectedAtReset: false },
    applet: {
      ...piv.applet,
      shortestAid: 9,
      statusOnReselect: "dropped",
      chainRefusal: "first-block",
      administrationAlgorithm: "aes-128",
    },
  },
  {
    ...piv,
    name: "piv-lenient",
    title: "Series 9: forgives what SP 800-73 forbids, as some PIV cards do",
    sources: [...sources, "The differences are those seen between independently written PIV cards."],
    transport: { responseStyle: "at-once", extendedLength: true, selectedAtReset: true },
    applet: {
      ...piv.applet,
      identifierInTemplate: "whole",
      retryLimits: { pin: 5, puk: 3 },
      pinAlways: "once",
      keyPurposes: "ignored",
      refusedPinLength: "6700",
    },
  },
];
