import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import { chooseLanguage } from "@/i18n";
import { ProblemError } from "@/lib/problem";
import { Button } from "./Button";
import { Dialog } from "./Dialog";
import { DottedNumber } from "./DottedNumber";
import { EngineBadge } from "./EngineBadge";
import { ErrorState } from "./ErrorState";
import { Field, Input } from "./Field";
import { HighlightIn } from "./Highlight";
import { LineChart } from "./LineChart";
import { QueryView } from "./QueryView";

describe("Field", () => {
  test("ties its label, hint and error to the control", () => {
    render(
      <Field label="Email" hint="For signing in" error="Taken">
        <Input />
      </Field>,
    );
    const input = screen.getByLabelText("Email");
    expect(input.getAttribute("aria-invalid")).toBe("true");
    const described = input
      .getAttribute("aria-describedby")
      ?.split(" ")
      .map((id) => document.getElementById(id)?.textContent);
    expect(described).toEqual(["For signing in", "Taken"]);
  });
});

describe("Button", () => {
  test("a busy button ignores presses but keeps its place in the tab order", async () => {
    const press = vi.fn();
    render(
      <Button busy onClick={press}>
        Save
      </Button>,
    );
    await userEvent.tab();
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Save" }));
    await userEvent.keyboard("{Enter}");
    await userEvent.click(screen.getByRole("button"));
    expect(press).not.toHaveBeenCalled();
  });
});

describe("ErrorState", () => {
  const problem = new ProblemError({
    type: "/problems/conflict",
    title: "This does not fit the present state",
    status: 409,
    detail: "A call is running.",
  });
  afterEach(() => chooseLanguage("en"));

  test("says what the server said, and what to do", () => {
    render(<ErrorState error={problem} />);
    expect(screen.getByRole("alert").textContent).toContain("A call is running.");
    expect(screen.getByRole("alert").textContent).toContain("Load it again");
  });

  test("speaks Hebrew to Hebrew readers, not the server's English", async () => {
    await chooseLanguage("he");
    render(<ErrorState error={problem} />);
    expect(screen.getByRole("alert").textContent).toContain("מישהו הקדים אותך");
    expect(screen.getByRole("alert").textContent).not.toMatch(/[A-Za-z]/);
  });

  test("an unknown refusal is told by its status", () => {
    render(
      <ErrorState error={new ProblemError({ type: "/problems/brand-new", title: "New", status: 429 }, 7)} />,
    );
    expect(screen.getByRole("alert").textContent).toContain("Try again in 7 s");
  });
});

describe("QueryView", () => {
  test("keeps data in sight when refreshing it fails", () => {
    render(
      <QueryView query={{ data: "kept", error: new Error("late"), refetch: vi.fn() }}>
        {(data) => <p>{data}</p>}
      </QueryView>,
    );
    expect(screen.getByText("kept")).toBeTruthy();
    expect(screen.queryByRole("alert")).toBeNull();
  });

  test("offers another try when there is nothing to show", async () => {
    const refetch = vi.fn();
    render(
      <QueryView query={{ data: undefined, error: new TypeError("x"), refetch }}>{() => null}</QueryView>,
    );
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(refetch).toHaveBeenCalledOnce();
  });
});

describe("evidence", () => {
  test("offsets count characters as the server does, emoji included", () => {
    const { container } = render(<HighlightIn text="🙂 how do you handle it?" start={2} end={5} />);
    expect(container.querySelector("mark")?.textContent).toBe("how");
    expect(container.textContent).toBe("🙂 how do you handle it?");
  });

  test("a dotted number opens to where it comes from", async () => {
    render(<DottedNumber from={{ definition: "Met over observed", sample: "One call" }}>72</DottedNumber>);
    await userEvent.click(screen.getByRole("button", { name: "72" }));
    expect(screen.getByRole("dialog").textContent).toBe("DefinitionMet over observedSampleOne call");
  });

  test("an engine badge names the model and opens to how it was made", async () => {
    render(<EngineBadge source="openai:gpt-5-mini" promptVersion="buyer.v1" latencyMs={1234.5} />);
    await userEvent.click(screen.getByRole("button", { name: /gpt-5-mini/ }));
    expect(screen.getByRole("dialog").textContent).toContain("1,235 ms");
    expect(screen.getByRole("dialog").textContent).toContain("buyer.v1");
  });

  test("a chart has its numbers as a table", () => {
    render(<LineChart label="Buyer" series={[{ name: "Trust", values: [40, null] }]} steps={["1", "2"]} />);
    expect(screen.getByRole("table", { name: "Buyer", hidden: true }).textContent).toBe(
      "BuyerStepTrust1402–",
    );
  });
});

describe("Dialog", () => {
  test("closes when asked and gives the focus back", async () => {
    const opener = document.createElement("button");
    document.body.append(opener);
    opener.focus();
    const close = vi.fn();
    const { rerender } = render(
      <Dialog open title="Sure?" onClose={close}>
        <p>Text</p>
      </Dialog>,
    );
    await userEvent.click(screen.getByRole("button", { name: "Close" }));
    expect(close).toHaveBeenCalledOnce();
    rerender(
      <Dialog open={false} title="Sure?" onClose={close}>
        <p>Text</p>
      </Dialog>,
    );
    expect(document.activeElement).toBe(opener);
    opener.remove();
  });
});
