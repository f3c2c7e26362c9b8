import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { renderConsole } from "./renderConsole";

describe("the why drawer", () => {
  it("tells the seven steps, with every rule, its line and what came of it", async () => {
    renderConsole("/console/decisions?id=dec_07cloud");

    const drawer = await screen.findByRole("dialog", { name: "Why: decision dec_07cloud" });
    const steps = await within(drawer).findByRole("list", { name: "The way of this request" });
    expect(within(steps).getAllByRole("heading", { level: 3 }).map((step) => step.textContent)).toEqual([
      "Detect",
      "Signals",
      "Policy",
      "Select",
      "Record",
      "Serve",
      "Outcome",
    ]);
    expect(steps.textContent).toContain("3 of 7 matched");
    const rule = within(steps).getByText("pseudonymise").closest("li") as HTMLElement;
    expect(rule.textContent).toContain("line 25");
    expect(rule.textContent).toContain("Matched");
    expect(rule.textContent).toContain("deciding");
    expect(rule.textContent).toContain("sensitivity == 'confidential'");
    expect(within(steps).getByText("secrets-stay").closest("li")?.textContent).toContain("Not matched");
    expect(steps.textContent).toContain("reasoning_steps");
    expect(steps.textContent).toContain("Sent to gpt-5-mini; 3 items replaced by pseudonyms first.");
    expect(steps.textContent).toContain("$0.007214");
  });

  it("says how much the texts look like orders to the model, where that was judged", async () => {
    renderConsole("/console/decisions?id=dec_09captured");

    const drawer = await screen.findByRole("dialog", { name: /dec_09captured/ });
    expect(await within(drawer).findByText("Looks like orders to the model: 0.93 of 1")).toBeTruthy();
  });

  it("says nothing of orders to the model where that wasn't judged", async () => {
    renderConsole("/console/decisions?id=dec_07cloud");

    const drawer = await screen.findByRole("dialog", { name: /dec_07cloud/ });
    await within(drawer).findByText("reasoning_steps");
    expect(within(drawer).queryByText(/Looks like orders/)).toBeNull();
  });

  it("says what would have changed the verdict, and what the policy in the shadow would have done", async () => {
    renderConsole("/console/decisions?id=dec_07cloud");

    const drawer = await screen.findByRole("dialog", { name: /dec_07cloud/ });
    const changes = await within(drawer).findByRole("list", { name: "What would have changed it" });
    expect(within(changes).getAllByRole("listitem").map((change) => change.textContent)).toContain(
      "difficulty < 0.6 → preference: local",
    );
    expect(drawer.textContent).toContain("Policy version 5, tried without effect, would have had it: local");
    expect(drawer.textContent).toContain("Deciding there: legal-stays");
  });

  it("names a rule that errored and counts it as matched", async () => {
    renderConsole("/console/decisions?id=dec_03errored");

    const drawer = await screen.findByRole("dialog", { name: /dec_03errored/ });
    const steps = await within(drawer).findByRole("list", { name: "The way of this request" });
    expect(within(steps).getByText("spend-cap").closest("li")?.textContent).toContain("Errored, counts as matched");
  });

  it("says so where a decision isn't in the log", async () => {
    renderConsole("/console/decisions?id=dec_nobody");

    expect((await screen.findByRole("alert")).textContent).toContain("isn't in the log");
  });

  it("opens by keyboard, moves on with j and gives the focus back on Escape", async () => {
    const { router } = renderConsole();
    await screen.findByRole("table");
    const user = userEvent.setup();

    await user.keyboard("jj{Enter}");
    await screen.findByRole("dialog", { name: /dec_07cloud/ });
    await user.keyboard("k");
    await screen.findByRole("dialog", { name: /dec_08running/ });
    expect(router.state.location.search).toEqual({ id: "dec_08running" });

    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await waitFor(() => expect(document.activeElement?.id).toBe("open-dec_08running"));
  });
});
