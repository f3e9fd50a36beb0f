/** A resource as AWS shows it, before anyone has asked whose it is. */
export type Found<Resource extends { readonly owned: boolean }> = Omit<Resource, "owned">;

/** `absent`: there was nothing to delete. `in-use`: something else still needs it, ask again later. */
export type Removal = "removed" | "absent" | "in-use";
