import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { accountsLoginMutation } from "@/api/@tanstack/react-query.gen";
import { Button } from "@/components/Button";
import { Field, Input } from "@/components/Field";
import { FormProblem } from "@/components/FormProblem";
import { PasswordInput } from "@/components/PasswordInput";
import { useServerComplaints } from "@/lib/complaints";
import { useTitle } from "@/lib/title";
import { useEnter } from "./useEnter";

const FIELDS = ["email", "password"] as const;

export function SignIn({ next }: { next?: string }) {
  const { t } = useTranslation(["accounts", "common"]);
  useTitle(t("signIn.title"));
  const enter = useEnter(next);
  const login = useMutation({ ...accountsLoginMutation(), onSuccess: enter });
  // Two plain rules: the door opens sooner without a schema library.
  const form = useForm({ defaultValues: { email: "", password: "" } });
  const required = { required: t("common:form.required") };
  useServerComplaints(form, login.error);
  const { errors } = form.formState;
  return (
    <form
      noValidate
      onSubmit={form.handleSubmit((body) => login.mutate({ body }))}
      className="flex flex-col gap-5"
    >
      <h1 className="mb-1 text-display">{t("signIn.title")}</h1>
      <FormProblem error={login.error} fields={FIELDS} />
      <Field label={t("email")} error={errors.email?.message}>
        <Input
          {...form.register("email", required)}
          type="email"
          dir="ltr"
          autoComplete="username"
          autoFocus
        />
      </Field>
      <Field label={t("password")} error={errors.password?.message}>
        <PasswordInput {...form.register("password", required)} autoComplete="current-password" />
      </Field>
      <Button type="submit" kind="primary" size="large" busy={login.isPending} className="mt-1">
        {t("signIn.submit")}
      </Button>
      <p className="text-soft">
        {t("signIn.noAccount")}{" "}
        <Link to="/register" search={{ next }} className="font-strong text-accent hover:underline">
          {t("signIn.register")}
        </Link>
      </p>
    </form>
  );
}
