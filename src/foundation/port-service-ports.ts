/**
 * The ports of the NHS Port Service, in the order in which the NHS's public signing client looks for it
 * (nhs-credential-manager-prescription-signing).
 */
export const portServicePorts: readonly number[] = [43487, 44213, 45031, 46478, 48853];
