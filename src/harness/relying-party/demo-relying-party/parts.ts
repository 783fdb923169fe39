// What serves the pages: demo-relying-party.ts loads it when a demonstration starts.
export { default as Koa } from "koa";
export { inlineScriptSource } from "../../../foundation/page-style/inline-script.ts";
export { problemPage } from "./demo-pages.ts";
export { demoRoutes } from "./demo-routes.ts";
