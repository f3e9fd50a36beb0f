import type { World } from "../../world/world.ts";
import type { Queue } from "./state.ts";

/**
 * Calls back whenever messages can be received, at once where there are some. Only while somebody watches has a queue
 * a timer, so that an idle cloud has none. Returns the way to stop.
 */
export function watch(world: World, queue: Queue, watcher: () => void): () => void {
  queue.watchers.add(watcher);
  arm(world, queue);
  return () => {
    queue.watchers.delete(watcher);
    if (queue.watchers.size > 0) return;
    queue.next?.timer.cancel();
    delete queue.next;
  };
}

/** Tells the watchers of a message that can be received at `visibleAt`: now, or then. */
export function shown(world: World, queue: Queue, visibleAt: number): void {
  if (queue.watchers.size === 0) return;
  if (visibleAt > world.clock.now()) wait(world, queue, visibleAt);
  else for (const watcher of [...queue.watchers]) watcher();
}

/** Waits for the next message that is hidden now. */
function arm(world: World, queue: Queue): void {
  const now = world.clock.now();
  let next = Number.POSITIVE_INFINITY;
  for (const { visibleAt } of queue.messages.values()) if (visibleAt > now && visibleAt < next) next = visibleAt;
  if (next < Number.POSITIVE_INFINITY) wait(world, queue, next);
}

function wait(world: World, queue: Queue, at: number): void {
  if (queue.next && queue.next.at <= at) return;
  queue.next?.timer.cancel();
  const timer = world.clock.schedule(at - world.clock.now(), () => {
    delete queue.next;
    for (const watcher of [...queue.watchers]) watcher();
    if (queue.watchers.size > 0) arm(world, queue);
  });
  queue.next = { at, timer };
}
