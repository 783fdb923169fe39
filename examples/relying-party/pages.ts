import type { Person } from "./person.ts";

/** The first page, for nobody in particular. */
export const signedOutPage = page(
  "You are signed out",
  `<p id="signed-out">You are not signed in.</p>
    <p><a href="/sign-in">Sign in with your smartcard</a></p>`,
);

export function signedInPage({ name, role }: Person): string {
  return page(
    "You are signed in",
    `<p id="signed-in">Signed in as ${escaped(name)}</p>
    <p>Role: <span id="role">${escaped(role.name)}</span> at ${escaped(role.organisation)}</p>
    <p><a href="/change-role">Change role</a></p>
    <form method="post" action="/sign-out"><button>Sign out</button></form>`,
  );
}

/** What an API of the NHS says to the person. */
export function greetingPage(message: string): string {
  return page("Message for you", `<p id="greeting">${escaped(message)}</p>`);
}

export function problemPage(message: string): string {
  return page(
    "You are not signed in",
    `<p id="signed-out">${escaped(message)}</p>
    <p><a href="/sign-in">Sign in again</a></p>`,
  );
}

function page(title: string, body: string): string {
  return `<!DOCTYPE html>
<html lang="en">
  <head><meta charset="utf-8"><title>${title} - example system</title></head>
  <body><main>
    <h1>${title}</h1>
    ${body}
  </main></body>
</html>
`;
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
