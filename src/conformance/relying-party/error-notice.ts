/** Words by which a page says in English that something did not work. */
const noticeWords =
  /\b(sorry|apologi[sz]e|errors?|problems?|issues?|fail(s|ed|ure|ures)?|denied|refused|rejected|declined|cancel(l?ed|l?ation)?|unable|wrong|mistake|try (again|to|with|another|a different|sign\w*|log\w*)|retry|again later|unsuccessful|incomplete|interrupted|unavailable|unexpected|invalid|expired|timed? ?out|unauthori[sz]ed|forbidden|bad request|no (access|roles?|permissions?)|contact|service ?desk|(could|can|did|does|do|was|were|is|has|have|must) ?(n[o'’]t|not)|cannot)\b/i;

/** A page that only says that nobody is signed in says "not" without telling that anything went wrong. */
const signedOutWords =
  /\b(you('| a)re|nobody is|no one is|user is|currently) (not|n't) (yet )?(currently )?(signed|logged) ?(in|on)\b|\bnot (yet )?(currently )?(signed|logged) ?(in|on)\b/gi;

/** Whether a page says in words that something did not work, rather than that nobody is signed in and no more. */
export function saysThatSomethingFailed({ title, text }: { readonly title: string; readonly text: string }): boolean {
  return noticeWords.test(`${title} ${text}`.replaceAll(signedOutWords, " "));
}

/** Whether two pages read the same, but for numbers, dates and times of day. */
export function readsTheSame(one: string, other: string): boolean {
  return withoutNumbers(one) === withoutNumbers(other);
}

function withoutNumbers(text: string): string {
  return text
    .replaceAll(/[\d:.,/-]*\d/g, "#")
    .replaceAll(/\s+/g, " ")
    .trim()
    .toLowerCase();
}
