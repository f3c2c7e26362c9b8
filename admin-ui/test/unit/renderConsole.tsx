import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, RouterProvider } from "@tanstack/react-router";
import { render } from "@testing-library/react";
import { vi } from "vitest";
import { createQueryClient } from "../../src/api/queries";
import { LocalisationProvider } from "../../src/i18n";
import { createConsoleRouter } from "../../src/router";
import { theme } from "../../src/theme/theme";
import { FixtureApi } from "../answers";

/** Renders the whole console on the fixtures' API, at an address. */
export function renderConsole(address = "/console/decisions", api = new FixtureApi()) {
  vi.stubGlobal("fetch", async (url: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    const { status, body } = api.answer(init.method ?? "GET", url, (name) => headers.get(name), String(init.body ?? ""));
    return new Response(status === 204 ? null : body, { status });
  });
  const router = createConsoleRouter(createMemoryHistory({ initialEntries: [address] }));
  render(
    <MantineProvider theme={theme} env="test" withCssVariables={false} withGlobalClasses={false}>
      <LocalisationProvider>
        <QueryClientProvider client={createQueryClient()}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </LocalisationProvider>
    </MantineProvider>,
  );
  return { api, router };
}
