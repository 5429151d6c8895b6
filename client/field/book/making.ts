import { computed, ref } from 'vue'

/** Photographs that are being made ready, whichever page they are for. */
const count = ref(0)
/** One after another: a phone has memory for one of them at a time. */
let line: Promise<unknown> = Promise.resolve()

/** Nothing is sent meanwhile: it would go without them. */
export const isMaking = computed(() => count.value > 0)

/** Makes one after those that are being made already. */
export function make<T>(one: () => Promise<T>): Promise<T> {
  count.value += 1
  const made = line.then(one).finally(() => (count.value -= 1))
  line = made.catch(() => undefined)
  return made
}

/** Waits until all of them are made, those that are begun meanwhile too. */
export async function allMade(): Promise<void> {
  while (count.value > 0) await line
}
