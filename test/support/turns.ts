/** Hands out so many things one at a time each, in the order they were asked for. */
export function createTurns<T>(things: readonly T[]) {
  const free = [...things];
  const waiting: ((thing: T) => void)[] = [];
  return {
    async take(): Promise<T> {
      const [thing] = free.splice(0, 1);
      return thing ?? new Promise((resolve) => waiting.push(resolve));
    },
    give(thing: T): void {
      const next = waiting.shift();
      if (next) next(thing);
      else free.push(thing);
    },
  };
}
