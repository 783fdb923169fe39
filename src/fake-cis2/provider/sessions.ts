import type { Interaction, Provider } from "oidc-provider";

/**
 * Ends the session of the person who sat there before: on a shared desktop the next card starts a session of its own.
 * Without it the provider would stop and ask the browser whether the earlier person may be signed out.
 */
export async function endOtherSession(provider: Provider, interaction: Interaction, userId: string): Promise<void> {
  const before = interaction.session;
  if (before === undefined || before.accountId === userId) return;
  const session = await provider.Session.findByUid(before.uid);
  await session?.destroy();
  delete interaction.session;
  await interaction.persist();
}
