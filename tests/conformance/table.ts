import { beforeEach, describe, expect, test } from "@jest/globals";
import type { Item, Table } from "../../shared/ports/table.ts";

/** What every implementation of the table must do. `create` answers an empty table, or one where partition `pk` is unused. */
export function tableConformance(name: string, create: () => Promise<{ table: Table; pk: string }>): void {
  describe(name, () => {
    let table: Table;
    let pk: string;
    const key = (sk: string) => ({ pk, sk });
    const put = (sk: string, attributes: Omit<Item, "pk" | "sk"> = {}) => table.put({ ...key(sk), ...attributes });

    beforeEach(async () => {
      ({ table, pk } = await create());
    });

    test("answers nothing for an item that is not there", async () => {
      expect(await table.get(key("a"))).toBeUndefined();
    });

    test("reads back every kind of value, and leaves out what is undefined", async () => {
      const values = {
        text: "ü",
        empty: "",
        whole: 1789,
        fraction: 0.125,
        time: 1_767_225_600_123,
        yes: true,
        no: false,
        nothing: null,
        list: [1, "two", [true], { three: 3 }],
        nested: { deep: { deeper: "x" }, none: {}, rest: [] },
      };
      expect(await put("a", { ...values, missing: undefined, half: { missing: undefined } })).toBe(true);
      expect(await table.get(key("a"))).toEqual({ ...key("a"), ...values, half: {} });
    });

    test("replaces the whole item when it is put again", async () => {
      await put("a", { one: 1, two: 2 });
      await put("a", { two: 3 });
      expect(await table.get(key("a"))).toEqual({ ...key("a"), two: 3 });
    });

    test("creates an item only once where it must be absent", async () => {
      const absent = [{ kind: "absent", attribute: "pk" }] as const;
      expect(await table.put({ ...key("a"), by: "first" }, absent)).toBe(true);
      expect(await table.put({ ...key("a"), by: "second" }, absent)).toBe(false);
      expect(await table.get(key("a"))).toMatchObject({ by: "first" });
    });

    test("updates the attributes named, removes those that are undefined, and answers the whole item", async () => {
      await put("a", { name: "n", status: "old", size: 1 });
      const after = await table.update(key("a"), {
        status: "new",
        size: undefined,
        "step:apply:cluster": { ok: true },
      });
      expect(after).toEqual({ ...key("a"), name: "n", status: "new", "step:apply:cluster": { ok: true } });
      expect(await table.get(key("a"))).toEqual(after);
    });

    test("updates an item into being where nothing forbids it, and not where it must be present", async () => {
      expect(await table.update(key("a"), { n: 1 })).toEqual({ ...key("a"), n: 1 });
      expect(await table.update(key("b"), { n: 1 }, [{ kind: "present", attribute: "pk" }])).toBeUndefined();
      expect(await table.get(key("b"))).toBeUndefined();
    });

    test("updates nothing but removals too", async () => {
      await put("a", { n: 1, m: 2 });
      expect(await table.update(key("a"), { n: undefined })).toEqual({ ...key("a"), m: 2 });
    });

    test.each([
      ["equals a text", { kind: "equals", attribute: "holder", value: "d1" }, true],
      ["equals another text", { kind: "equals", attribute: "holder", value: "d2" }, false],
      ["equals a number", { kind: "equals", attribute: "until", value: 100 }, true],
      ["equals a number written as text", { kind: "equals", attribute: "until", value: "100" }, false],
      ["equals a boolean", { kind: "equals", attribute: "free", value: false }, true],
      ["equals by a member", { kind: "equals", attribute: "step", member: "status", value: "RUNNING" }, true],
      ["equals something else by a member", { kind: "equals", attribute: "step", member: "tries", value: 2 }, false],
      ["equals by a member that is absent", { kind: "equals", attribute: "step", member: "none", value: 1 }, false],
      ["equals by a member of no map", { kind: "equals", attribute: "holder", member: "length", value: 2 }, false],
      ["equals by a member of what is absent", { kind: "equals", attribute: "none", member: "x", value: 1 }, false],
      ["equals something where the attribute is absent", { kind: "equals", attribute: "none", value: "x" }, false],
      ["is less than a greater number", { kind: "lessThan", attribute: "until", value: 101 }, true],
      ["is less than itself", { kind: "lessThan", attribute: "until", value: 100 }, false],
      ["is less than a number where it is text", { kind: "lessThan", attribute: "holder", value: 101 }, false],
      ["is less than a number where it is absent", { kind: "lessThan", attribute: "none", value: 101 }, false],
      ["is present", { kind: "present", attribute: "holder" }, true],
      ["is present where it is absent", { kind: "present", attribute: "none" }, false],
      ["is absent", { kind: "absent", attribute: "none" }, true],
      ["is absent where it is present", { kind: "absent", attribute: "holder" }, false],
      [
        "has any of two",
        {
          kind: "any",
          of: [
            { kind: "absent", attribute: "holder" },
            { kind: "lessThan", attribute: "until", value: 101 },
          ],
        },
        true,
      ],
      [
        "has none of two",
        {
          kind: "any",
          of: [
            { kind: "absent", attribute: "holder" },
            { kind: "lessThan", attribute: "until", value: 1 },
          ],
        },
        false,
      ],
    ] as const)("holds a write to its condition: %s", async (_name, condition, holds) => {
      const step = { status: "RUNNING", tries: 1 };
      const before = { ...key("a"), holder: "d1", until: 100, free: false, step };
      await table.put(before);

      const updated = await table.update(key("a"), { n: 1 }, [condition]);
      expect(updated).toEqual(holds ? { ...before, n: 1 } : undefined);
      expect(await table.put({ ...before, n: 2 }, [condition])).toBe(holds);
      expect(await table.delete(key("a"), [condition])).toBe(holds);
      expect(await table.get(key("a"))).toEqual(holds ? undefined : before);
    });

    test("asks for all conditions to hold", async () => {
      await put("a", { holder: "d1", until: 100 });
      const after = await table.update(key("a"), { until: 200 }, [
        { kind: "equals", attribute: "holder", value: "d1" },
        { kind: "lessThan", attribute: "until", value: 100 },
      ]);
      expect(after).toBeUndefined();
    });

    test("lets one of many win who take the same lease at once", async () => {
      await put("a");
      const takers = ["d1", "d2", "d3", "d4", "d5"];
      const taken = await Promise.all(
        takers.map((holder) => table.update(key("a"), { holder }, [{ kind: "absent", attribute: "holder" }])),
      );
      expect(taken.filter((item) => item !== undefined)).toHaveLength(1);
    });

    test("deletes what is not there without complaint", async () => {
      expect(await table.delete(key("a"))).toBe(true);
    });

    test("lists a partition in the order of sort keys, by bytes", async () => {
      for (const sk of ["b", "a#10", "a#9", "ä", "B", "a"]) await put(sk);
      const list = async (query: object) => (await table.query({ pk, ...query })).items.map(({ sk }) => sk);

      expect(await list({})).toEqual(["B", "a", "a#10", "a#9", "b", "ä"]);
      expect(await list({ descending: true })).toEqual(["ä", "b", "a#9", "a#10", "a", "B"]);
      expect(await list({ skPrefix: "a#" })).toEqual(["a#10", "a#9"]);
      expect(await list({ limit: 2 })).toEqual(["B", "a"]);
      expect((await table.query({ pk: `${pk}-other` })).items).toEqual([]);
    });

    test.each([false, true])(
      "pages through a partition without loss or repetition (descending: %s)",
      async (descending) => {
        const all = Array.from({ length: 7 }, (_, index) => `item-${index}`);
        for (const sk of all) await put(sk);

        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await table.query({ pk, limit: 3, descending, ...(cursor !== undefined && { cursor }) });
          expect(page.items.length).toBeLessThanOrEqual(3);
          seen.push(...page.items.map(({ sk }) => sk));
          cursor = page.cursor;
        } while (cursor !== undefined);

        expect(seen).toEqual(descending ? all.reverse() : all);
      },
    );

    test("begins behind any sort key, whether or not there is an item of it", async () => {
      for (const sk of ["a", "b", "c"]) await put(sk);
      const list = async (query: object) => (await table.query({ pk, ...query })).items.map(({ sk }) => sk);

      expect(await list({ cursor: "a#" })).toEqual(["b", "c"]);
      expect(await list({ cursor: "z" })).toEqual([]);
      expect(await list({ cursor: "b#", descending: true })).toEqual(["b", "a"]);
      expect(await list({ cursor: "z", descending: true, limit: 1 })).toEqual(["c"]);
    });

    test("keeps what it holds apart from what callers do with it", async () => {
      const list = ["one"];
      await put("a", { list });
      list.push("two");
      const read = (await table.get(key("a"))) as Item;
      // What a reader gets is a copy of its own, or cannot be changed.
      if (!Object.isFrozen(read.list)) (read.list as string[]).push("three");
      expect(await table.get(key("a"))).toEqual({ ...key("a"), list: ["one"] });
    });
  });
}
