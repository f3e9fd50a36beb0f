/** What a service may be called: its resources are named after it, and Elastic Load Balancing keeps `internal-` to itself. */
export const serviceNamePattern = /^(?!internal-)[a-z](?:[a-z0-9-]{0,22}[a-z0-9])?$/;

export const serviceNameMessage =
  "must be 1 to 24 lower-case letters, digits and hyphens, begin with a letter, not end with a hyphen and not begin with internal-";
