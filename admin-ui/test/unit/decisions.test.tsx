import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { FixtureApi } from "../answers";
import { renderConsole } from "./renderConsole";

describe("the list of decisions", () => {
  it("shows each decision with route, reason, rules, findings and result", async () => {
    renderConsole();

    const table = await screen.findByRole("table", { name: /newest first/ });
    const rows = within(table).getAllByRole("row").slice(1);
    expect(rows).toHaveLength(8);
    const cloud = rows[1] as HTMLElement;
    expect(cloud.textContent).toContain("Cloud");
    expect(cloud.textContent).toContain("gpt-5-mini");
    expect(cloud.textContent).toContain("Hard");
    expect(cloud.textContent).toContain("pseudonymise");
    expect(cloud.textContent).toContain("default@3");
    expect(cloud.textContent).toContain("email ×2");
    expect(cloud.textContent).toContain("0.83");
    expect(cloud.textContent).toContain("2.2 s");
    expect(cloud.textContent).toContain("Completed");
    expect((rows[0] as HTMLElement).textContent).toContain("Running");
  });

  it("asks for one bounded page, with the filter that is in the address", async () => {
    const { api } = renderConsole("/console/decisions?route=blocked");

    await waitFor(() => expect(screen.getAllByRole("row")).toHaveLength(2));
    expect(api.requests).toContain("GET /decisions?limit=50&route=blocked");
  });

  it("filters by route and puts the filter into the address", async () => {
    const { router } = renderConsole();
    await screen.findByRole("table");

    await userEvent.selectOptions(screen.getByLabelText("Route"), "cloud");

    await waitFor(() => expect(screen.getAllByRole("row")).toHaveLength(3));
    expect(router.state.location.search).toEqual({ route: "cloud" });
  });

  it("shows a command to copy while the log is empty", async () => {
    const api = new FixtureApi();
    api.empty = true;
    renderConsole("/console/decisions", api);

    expect(await screen.findByText("No decision yet")).toBeTruthy();
    expect(screen.getByLabelText("A first request").textContent).toContain("/v1/chat/completions");
  });

  it("stops looking while paused", async () => {
    renderConsole();
    await screen.findByRole("table");

    await userEvent.keyboard("p");

    expect(await screen.findByRole("button", { name: "Resume" })).toBeTruthy();
  });

  it("speaks Vietnamese", async () => {
    renderConsole();
    await screen.findByRole("table");

    await userEvent.selectOptions(screen.getByLabelText("Language"), "vi");

    expect(await screen.findByRole("heading", { name: "Quyết định" })).toBeTruthy();
    expect(document.documentElement.lang).toBe("vi");
  });
});

describe("the sign-in", () => {
  it("refuses a wrong key, lets a right one in and comes back to the same address", async () => {
    const api = new FixtureApi();
    api.signedIn = false;
    const { router } = renderConsole("/console/decisions?route=cloud", api);

    const field = await screen.findByLabelText("Admin key");
    await userEvent.type(field, "wrong{Enter}");
    expect((await screen.findByRole("alert")).textContent).toContain("doesn't open the console");

    await userEvent.clear(field);
    await userEvent.type(field, `${FixtureApi.KEY}{Enter}`);
    expect(await screen.findByRole("table")).toBeTruthy();
    expect(router.state.location.search).toEqual({ route: "cloud" });
    expect(localStorage.getItem("weir.language")).toBe("en");
    expect(JSON.stringify(localStorage)).not.toContain(FixtureApi.KEY);
  });

  it("comes back when the session ends, and after signing out", async () => {
    const { api } = renderConsole();
    await screen.findByRole("table");

    await userEvent.click(screen.getByRole("button", { name: /Sign out/ }));

    expect(await screen.findByLabelText("Admin key")).toBeTruthy();
    expect(api.requests).toContain("DELETE /session");
  });
});
