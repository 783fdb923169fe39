import type { Interaction, Provider } from "oidc-provider";

/**
 * Ends the previous person's session, so that on a shared desktop the next card starts its own. oidc-provider would
 * otherwise ask the browser to confirm. The caller saves the interaction.
 */
export async function endOtherSession(provider: Provider, interaction: Interaction, userId: string): Promise<void> {
  const before = interaction.session;
  if (before === undefined || before.accountId === userId) return;
  const session = await provider.Session.findByUid(before.uid);
  await session?.destroy();
  delete interaction.session;
}
