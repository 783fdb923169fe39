import { answerBy, listenOnLoopback } from "../measure/answer-json.ts";
import { announce } from "../measure/service.ts";

// Answers every request with as many bytes: `same-page-process.ts <bytes>`.
const page = "x".repeat(Number(process.argv[2]));
const { server, origin } = await listenOnLoopback();
answerBy(server, (_request, response) => response.setHeader("content-type", "text/html").end(page));
announce({ panel: origin });
