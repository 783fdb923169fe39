import type { EmulatedAuthorities } from "../../pki/index.ts";
import type { AssertionServices } from "../sign-in/received-assertion.ts";
import { publicationRoutes } from "../certificate-publication/publication-routes.ts";
import { cardServicesRoutes } from "./routes.ts";
import { CardServices } from "./card-services.ts";

export interface RegistrationAuthorityRoutesOptions extends AssertionServices {
  readonly authorities: EmulatedAuthorities;
  /** Days before the certificates' end from which a card may renew itself. */
  readonly renewalDays: number;
}

/** Everything the registration authority serves over HTTP, for each place it is served at. */
export function registrationAuthorityRoutes(options: RegistrationAuthorityRoutesOptions) {
  const services = new CardServices(options);
  const { revocations } = options.registrationAuthority;
  return (place: { readonly origin: string; readonly localServicePorts: () => readonly number[] }) => ({
    besides: [cardServicesRoutes({ services, ...place })],
    published: publicationRoutes({ revocations, authorities: options.authorities }),
  });
}
