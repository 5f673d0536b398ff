// @ts-check
/** One state, changed only by a pure reducer, seen by subscribers in the order of the actions. */

/**
 * @template State
 * @template Action
 * @param {(state: State, action: Action) => State} reduce pure: returns the same object when nothing changed
 * @param {State} initial
 */
export function createStore(reduce, initial) {
  let state = initial;
  let notifying = false;
  /** @type {Set<(state: State, before: State) => void>} */
  const subscribers = new Set();
  /** @type {Action[]} */
  const waiting = [];

  /** @param {Action} action an action dispatched by a subscriber waits until all have seen the one before */
  function dispatch(action) {
    waiting.push(action);
    if (notifying) return;
    notifying = true;
    try {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) apply(next);
    } finally {
      notifying = false;
    }
  }

  /** @param {Action} action */
  function apply(action) {
    const before = state;
    state = reduce(before, action);
    if (state === before) return;
    for (const subscriber of [...subscribers]) subscriber(state, before);
  }

  return {
    get state() {
      return state;
    },
    dispatch,
    /** @param {(state: State, before: State) => void} subscriber @returns {() => void} unsubscribe */
    subscribe(subscriber) {
      subscribers.add(subscriber);
      return () => subscribers.delete(subscriber);
    },
  };
}
