import type { PanelView } from "./panel-view.ts";
import { desktopView } from "./views/desktop-view.ts";
import { faultsView } from "./views/faults-view.ts";
import { messagesView } from "./views/messages-view.ts";
import { moreView } from "./views/more-view.ts";
import { peopleView } from "./views/people-view.ts";
import { registerView } from "./views/register-view.ts";
import { relyingPartiesView } from "./views/relying-parties-view.ts";
import { signInsView } from "./views/sign-ins-view.ts";

/** The views in the order of the panel's navigation. */
export const panelViews: readonly PanelView[] = [
  desktopView,
  signInsView,
  peopleView,
  registerView,
  relyingPartiesView,
  faultsView,
  messagesView,
  moreView,
];
