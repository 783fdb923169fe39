const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** The sign-in form of the mock service, with Keycloak's ids and names. */
export function loginPage(action: string, problem?: string): string {
  const escape = (text: string) => text.replace(/[&<>"']/g, (character) => escapes[character] ?? "");
  return `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Sign in to the mock of NHS CIS2</title></head>
<body>
<h1 id="kc-page-title">Sign in to the mock of NHS CIS2</h1>
${problem === undefined ? "" : `<p id="input-error" role="alert">${escape(problem)}</p>`}
<form id="kc-form-login" method="post" action="${escape(action)}">
<label for="username">Username</label>
<input id="username" name="username" type="text" value="" autocomplete="off" autofocus>
<input id="kc-login" name="login" type="submit" value="Sign In">
</form>
</body>
</html>
`;
}
