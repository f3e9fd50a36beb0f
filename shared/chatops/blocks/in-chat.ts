/**
 * What our commands tell people names requests of the HTTP API; in chat it names what can be said there.
 * `DELETE /v1/locks/orders` becomes `/fairway unlock orders`.
 */
export function inChat(text: string): string {
  return phrases
    .reduce((told, [pattern, said]) => told.replace(pattern, `/fairway ${said}`), text)
    .replace(asDeployment, "");
}

/** A deployment is shown in chat as it goes on: nobody need ask for it. */
const asDeployment = / (\(GET \/v1\/deployments\/[^)\s]+\)|More: GET \/v1\/deployments\/[\w-]+)/g;

/** The longer ones first. */
const phrases: readonly (readonly [RegExp, string])[] = [
  [
    /What it would change: GET \/v1\/deployments\/([\w-]+)\. Then POST \S+, or …\/reject/g,
    "approve $1, or /fairway reject $1",
  ],
  [/GET \/v1\/services\/([\w-]+)\/incidents/g, "why $1"],
  [/GET \/v1\/services\/([\w-]+)\/decisions/g, "decisions $1"],
  [/GET \/v1\/services\/([\w-]+)\/releases/g, "history $1"],
  [/GET \/v1\/services\/([\w-]+)\/drift/g, "drift $1"],
  [/GET \/v1\/services\/([\w-]+)/g, "status $1"],
  [/GET \/v1\/services\b/g, "status"],
  [/POST \/v1\/services\/([\w-]+)\/(repair|restart|rollback|scale)/g, "$2 $1"],
  [/DELETE \/v1\/services\/([\w-]+)/g, "remove $1"],
  [/POST \/v1\/deployments\/([\w-]+)\/(cancel|approve|reject)/g, "$2 $1"],
  [/DELETE \/v1\/locks\/([\w*-]+)/g, "unlock $1"],
  [/PUT \/v1\/locks\/([\w*-]+)/g, "lock $1 because …"],
];
