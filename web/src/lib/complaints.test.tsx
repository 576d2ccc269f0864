import { render, screen } from "@testing-library/react";
import { useForm } from "react-hook-form";
import { afterEach, expect, test } from "vitest";
import { Field, Input } from "@/components/Field";
import { FormProblem } from "@/components/FormProblem";
import { chooseLanguage } from "@/i18n";
import { useServerComplaints } from "./complaints";
import { ProblemError } from "./problem";

function Form({ error }: { error: unknown }) {
  const form = useForm({ defaultValues: { email: "", name: "" } });
  useServerComplaints(form, error);
  return (
    <form>
      <FormProblem error={error} fields={["email", "name"]} />
      <Field label="Email" error={form.formState.errors.email?.message}>
        <Input {...form.register("email")} />
      </Field>
      <Input aria-label="Name" {...form.register("name")} />
    </form>
  );
}

const refusal = (slug: string, errors?: { field: string; problem: string }[]) =>
  new ProblemError({ type: `/problems/${slug}`, title: slug, status: 422, errors });

afterEach(() => chooseLanguage("en"));

test("a complaint stands at its field, which gets the focus, and nowhere else", async () => {
  render(<Form error={refusal("invalid", [{ field: "email", problem: "no such domain" }])} />);
  expect(await screen.findByText("no such domain")).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByLabelText("Email"));
  expect(screen.queryByRole("alert")).toBeNull();
});

test("a refusal that is about one field is shown there though the server names none", async () => {
  render(<Form error={refusal("email-taken")} />);
  expect(await screen.findByText("This email address has an account already")).toBeTruthy();
  expect(screen.queryByRole("alert")).toBeNull();
});

test("what concerns no field of the form is shown above it", () => {
  render(<Form error={refusal("invalid", [{ field: "role", problem: "unknown" }])} />);
  expect(screen.getByRole("alert").textContent).toContain("role: unknown");
});

test("Hebrew readers are not given the server's English", async () => {
  await chooseLanguage("he");
  render(<Form error={refusal("invalid", [{ field: "email", problem: "no such domain" }])} />);
  expect(await screen.findByText("אי אפשר לקבל את זה כך")).toBeTruthy();
});
