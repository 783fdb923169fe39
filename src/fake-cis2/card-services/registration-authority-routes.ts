import type { EmulatedAuthorities } from "../../pki/index.ts";
import { publicationRoutes } from "../certificate-publication/publication-routes.ts";
import { cardServicesRoutes } from "./routes.ts";
import { CardServices, type CardServicesOptions } from "./card-services.ts";

export interface RegistrationAuthorityRoutesOptions extends CardServicesOptions {
  readonly authorities: EmulatedAuthorities;
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
