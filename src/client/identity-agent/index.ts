export { IdentityAgent } from "./identity-agent.ts";
export { ticketRoutes } from "./ticket-routes.ts";
