/**
 * The text of a slash command as its writer saw it. Slack writes `&`, `<` and `>` as entities, and what it takes for a
 * link or a mention in angle brackets: `<http://shop.example|shop.example>`, `<https://shop.example>`,
 * `<@U0123ABCD|ann>`, `<#C0123ABCD|ops>`. Mentions become ids, since names change.
 */
export function plainText(text: string): string {
  return text.replace(
    /<([^<>|]*)(?:\|([^<>]*))?>|&(amp|lt|gt);/g,
    (whole, target?: string, label?: string, entity?: string) => {
      if (entity !== undefined) return entities[entity] ?? whole;
      if (target === undefined || target === "") return whole;
      if (/^[@#!]/.test(target)) return unescapeEntities(target);
      return unescapeEntities(label || target);
    },
  );
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">" };

function unescapeEntities(text: string): string {
  return text.replace(/&(amp|lt|gt);/g, (whole, entity: string) => entities[entity] ?? whole);
}
