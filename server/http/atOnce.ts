/**
 * Goes on with a value: at once where it is there already, else when it comes. Waiting for what is there costs a kept
 * tile, by all that it puts off, as much as everything else that is done for it.
 */
export const goOn = <Value, Result>(
  value: Value | Promise<Value>,
  work: (value: Value) => Result | Promise<Result>,
): Result | Promise<Result> => (value instanceof Promise ? value.then(work) : work(value))
