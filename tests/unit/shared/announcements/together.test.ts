import { expect, test } from "@jest/globals";
import { announceTogether } from "../../../../shared/announcements/together.ts";
import type { AnnouncementItem } from "../../../../shared/ports/announcement-queue.ts";

const item = (number: number, more: Partial<AnnouncementItem> = {}): AnnouncementItem => ({
  id: `task-${number}`,
  service: "orders",
  kind: "incident",
  at: number,
  title: "orders: a task stopped (out of memory)",
  text: "Out of memory.\n\nWhat to do: …",
  ...more,
});

test("one that was collected alone is told as it is", () => {
  const { at: _at, ...announcement } = item(1);
  expect(announceTogether("orders", [item(1)])).toEqual(announcement);
});

test("several are told in numbers and in the order of time, with all their kinds for filters", () => {
  const remedy = item(2, { id: "hold-1", kind: "remedy", title: "orders: hold back to 2 tasks", text: "Why." });
  const told = announceTogether("orders", [item(3), remedy, item(1)]);

  expect(told).toMatchObject({
    service: "orders",
    kind: "incident",
    kinds: ["incident", "remedy"],
    title: "orders: 2 incidents, 1 remedy more",
    evidence: { count: 3, ids: ["task-1", "hold-1", "task-3"] },
  });
  expect(told.text).toContain("2 × orders: a task stopped (out of memory)\n1 × orders: hold back to 2 tasks");
  expect(told.text).toContain("1970-01-01T00:00:00.002Z orders: hold back to 2 tasks\n  Why.");
});

test("a thousand fit into a message of SNS", () => {
  const told = announceTogether(
    "orders",
    Array.from({ length: 1000 }, (_, number) => item(number, { title: `orders: ${number}`, text: "x".repeat(500) })),
  );

  expect(told.title).toBe("orders: 1000 incidents more");
  expect(told.text).toContain("and 980 more.");
  expect(JSON.stringify(told).length).toBeLessThan(100_000);
});
