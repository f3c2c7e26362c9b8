import { cleanup, configure } from "@testing-library/react";
import { afterEach, beforeEach } from "vitest";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 30_000 });

// What jsdom lacks and the components ask for.
window.matchMedia = (query) => ({
  matches: query.includes("reduce"),
  media: query,
  onchange: null,
  addListener: () => undefined,
  removeListener: () => undefined,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
  dispatchEvent: () => false,
});
window.scrollTo = () => undefined;
window.ResizeObserver = class {
  observe() {}
  unobserve() {}
  disconnect() {}
};

beforeEach(() => localStorage.setItem("weir.language", "en"));
afterEach(() => {
  cleanup();
  localStorage.clear();
});
