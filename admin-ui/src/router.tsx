import { createRootRoute, createRoute, createRouter, redirect, type RouterHistory } from "@tanstack/react-router";
import { DecisionsScreen } from "./decisions/DecisionsScreen";
import { SessionGate } from "./session/SessionGate";

/** What the address of the decisions screen holds: the filters, and the decision that is open. */
export interface DecisionsSearch {
  id?: string;
  route?: string;
  team?: string;
  model?: string;
}

const rootRoute = createRootRoute({ component: SessionGate, notFoundComponent: DecisionsScreen });

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/decisions", search: {} });
  },
});

const decisionsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/decisions",
  component: DecisionsScreen,
  validateSearch: (search: Record<string, unknown>): DecisionsSearch => {
    const valid: DecisionsSearch = {};
    for (const name of ["id", "route", "team", "model"] as const) {
      const value = search[name];
      if (typeof value === "string" || typeof value === "number") valid[name] = String(value);
    }
    return valid;
  },
});

export function createConsoleRouter(history?: RouterHistory) {
  return createRouter({
    routeTree: rootRoute.addChildren([homeRoute, decisionsRoute]),
    basepath: "/console",
    scrollRestoration: false,
    ...(history ? { history } : {}),
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }
}
