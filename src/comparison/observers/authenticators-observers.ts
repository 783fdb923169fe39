import { agreed, type Observers } from "./observer.ts";

/** Authenticators. What there is besides the smartcard no evidence tells apart: their rows say how to find out. */
export const authenticatorObservers = {
  signInWithoutCard: () => undefined,
  authenticators: () => undefined,
  smartcardLevel: ({ evidence, ours }) =>
    agreed(
      evidence.samples.map(({ idToken }) => {
        const { amr, authentication_assurance_level: level } = idToken?.claims ?? {};
        const isSmartcard = Object.values(ours.amr).some((one) => String(one) === String(amr));
        return isSmartcard ? ([2, 3] as const).find((one) => one === Number(level)) : undefined;
      }),
    ),
  stepUp: () => undefined,
  noCardClaim: () => undefined,
} satisfies Observers;
