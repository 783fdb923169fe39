import type { PanelView } from "./panel-view.ts";
import { desktopView } from "./views/desktop-view.ts";
import { signInsView } from "./views/sign-ins-view.ts";

/** The views in the order of the panel's navigation. */
export const panelViews: readonly PanelView[] = [desktopView, signInsView];
