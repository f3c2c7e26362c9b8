import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { FixtureApi } from "../answers";
import { renderConsole } from "./renderConsole";

const ADDRESS = "/console/decisions?id=dec_09captured";

async function content(): Promise<HTMLElement> {
  return screen.findByRole("region", { name: "Content" }, { timeout: 10_000 });
}

describe("captured content in the drawer", () => {
  it("says what was captured, and shows no button to those who may not", async () => {
    renderConsole(ADDRESS);

    const section = await content();
    expect(section.textContent).toContain("Policy had the content captured: encrypted.");
    expect(section.textContent).toContain("Request: 412 bytes, captured");
    expect(section.textContent).toContain("Answer: expired");
    expect(section.textContent).toContain("That takes the permission “reveal”");
    expect(within(section).queryByRole("button")).toBeNull();
  });

  it("asks for a reason, shows the text, and hides it again", async () => {
    const api = new FixtureApi();
    api.may = ["reveal"];
    renderConsole(ADDRESS, api);
    const user = userEvent.setup();

    const section = await content();
    const reveal = within(section).getByRole("button", { name: "Reveal" });
    await user.type(within(section).getByLabelText(/Why do you need to see it/), "  ");
    await user.click(reveal);
    expect(api.requests.filter((request) => request.startsWith("POST"))).toEqual([]);
    await user.type(within(section).getByLabelText(/Why do you need to see it/), "incident 221");
    await user.click(reveal);

    expect((await within(section).findByRole("region", { name: "Request" })).textContent).toContain(
      "Where does the heron sleep?",
    );
    expect(within(section).getByRole("region", { name: "Answer" }).textContent).toContain("Expired");
    expect(api.requests).toContain("POST /decisions/dec_09captured/reveal");
    await user.click(within(section).getByRole("button", { name: "Hide" }));
    expect(section.textContent).not.toContain("heron");
  });

  it("says that nothing is shown where the gateway refuses", async () => {
    const api = new FixtureApi();
    api.may = ["reveal"];
    renderConsole(ADDRESS, api);
    const user = userEvent.setup();

    const section = await content();
    await user.type(within(section).getByLabelText(/Why do you need to see it/), "incident 221");
    api.may = [];
    await user.click(within(section).getByRole("button", { name: "Reveal" }));

    expect((await within(section).findByRole("alert")).textContent).toContain("Nothing can be shown");
  });

  it("says that content was erased", async () => {
    const api = new FixtureApi();
    api.may = ["reveal"];
    api.content = "erased";
    renderConsole(ADDRESS, api);

    const section = await content();
    expect(section.textContent).toContain("Request: erased; the key and the content were destroyed");
    expect(within(section).queryByRole("button")).toBeNull();
  });

  it("says nothing of content where policy captured none", async () => {
    renderConsole("/console/decisions?id=dec_07cloud");

    await screen.findByRole("list", { name: "The way of this request" });
    expect(screen.queryByRole("region", { name: "Content" })).toBeNull();
  });
});
