import { decodeText } from "./decode-simple.ts";
import type { Shape, Structure } from "./schema.ts";

/** One level of a form's dotted keys: `IpPermissions.1.IpRanges.2.CidrIp=10.0.0.0/8` is five levels deep. */
interface Node {
  text?: string;
  readonly children: Map<string, Node>;
}

/** Reads a form body as awsQuery and ec2Query clients write it, in any of their spellings. */
export function decodeQuery(shape: Shape, form: URLSearchParams): unknown {
  const root: Node = { children: new Map() };
  for (const [key, text] of form) if (key !== "Action" && key !== "Version") place(root, key, text);
  return decode(shape, root, "") ?? {};
}

function place(root: Node, key: string, text: string): void {
  let node = root;
  for (const part of key.split(".")) {
    const child = node.children.get(part) ?? { children: new Map() };
    node.children.set(part, child);
    node = child;
  }
  node.text = text;
}

function decode(shape: Shape, node: Node, name: string): unknown {
  switch (shape.kind) {
    case "list":
      return numbered(node).map((child, index) => decode(shape.item.shape, child, `${name}.${index + 1}`));
    case "map": {
      const keyName = shape.key.traits.xmlName ?? "key";
      const valueName = shape.value.traits.xmlName ?? "value";
      return Object.fromEntries(
        numbered(node).map((entry) => {
          const key = entry.children.get(keyName)?.text ?? "";
          return [
            key,
            decode(shape.value.shape, entry.children.get(valueName) ?? { text: "", children: new Map() }, key),
          ];
        }),
      );
    }
    case "structure":
      return decodeStructure(shape, node, name);
    case "unit":
      return {};
    default:
      return node.text === undefined ? undefined : decodeText(shape, node.text, name);
  }
}

function decodeStructure(shape: Structure, node: Node, name: string): Record<string, unknown> {
  const decoded: Record<string, unknown> = {};
  for (const [key, child] of node.children) {
    const member = shape.queryKeys.get(key);
    const value = member && decode(member.shape, child, name ? `${name}.${member.name}` : member.name);
    if (member && value !== undefined) decoded[member.name] = value;
  }
  return decoded;
}

/**
 * The items of a list in order. They are numbered directly (`GroupId.1`), or below one more name, which is `member`,
 * `entry`, or what the list's items are called (`Subnets.member.1`). A bare `Subnets=` is the empty list.
 */
function numbered(node: Node): Node[] {
  const keys = [...node.children.keys()];
  if (keys.every((key) => /^\d+$/.test(key)))
    return keys.sort((one, other) => Number(one) - Number(other)).map((key) => node.children.get(key) as Node);
  const inner = keys.map((key) => node.children.get(key) as Node).find((child) => child.children.size > 0);
  return inner ? numbered(inner) : [];
}
