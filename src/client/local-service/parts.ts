// All that is served: local-service.ts loads it when a service starts.
export { authenticationRoutes } from "./authentication.ts";
export { credentialsRoutes } from "./credentials.ts";
export { cardRemoved, desktopStateRoutes } from "./desktop-state.ts";
export { PasscodeWindows } from "./passcode-window/passcode-windows.ts";
export { startPortService } from "./port-service.ts";
export { signingHubRoutes } from "./signing-hub/signing-hub.ts";
export { startUserService } from "./user-service.ts";
