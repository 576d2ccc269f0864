import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { accountsRegisterMutation } from "@/api/@tanstack/react-query.gen";
import { Button } from "@/components/Button";
import { Field, Input } from "@/components/Field";
import { FormProblem } from "@/components/FormProblem";
import { PasswordInput } from "@/components/PasswordInput";
import { isLanguage } from "@/i18n";
import { useRules, useServerComplaints } from "@/lib/form";
import { useTitle } from "@/lib/title";
import { z } from "@/lib/zod";
import { useEnter } from "./useEnter";

const FIELDS = ["company", "name", "email", "password"] as const;

export function Register({ next }: { next?: string }) {
  const { t, i18n } = useTranslation("accounts");
  useTitle(t("register.title"));
  const enter = useEnter(next);
  const register = useMutation({ ...accountsRegisterMutation(), onSuccess: enter });
  const rule = useRules();
  const form = useForm({
    resolver: zodResolver(
      z.object({
        company: rule.text(120),
        name: rule.text(120),
        email: rule.email(),
        password: rule.password(),
      }),
    ),
    defaultValues: { company: "", name: "", email: "", password: "" },
  });
  useServerComplaints(form, register.error);
  const { errors } = form.formState;
  const language = isLanguage(i18n.language) ? i18n.language : "en";
  const submit = form.handleSubmit((values) => register.mutate({ body: { ...values, language } }));
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-5">
      <div className="mb-1">
        <h1 className="text-display">{t("register.title")}</h1>
        <p className="mt-2 text-soft">{t("register.lead")}</p>
      </div>
      <FormProblem error={register.error} fields={FIELDS} />
      <Field label={t("company")} error={errors.company?.message}>
        <Input {...form.register("company")} autoComplete="organization" autoFocus />
      </Field>
      <Field label={t("name")} error={errors.name?.message}>
        <Input {...form.register("name")} autoComplete="name" />
      </Field>
      <Field label={t("email")} error={errors.email?.message}>
        <Input {...form.register("email")} type="email" dir="ltr" autoComplete="username" />
      </Field>
      <Field label={t("password")} hint={t("passwordHint")} error={errors.password?.message}>
        <PasswordInput {...form.register("password")} autoComplete="new-password" />
      </Field>
      <Button type="submit" kind="primary" size="large" busy={register.isPending} className="mt-1">
        {t("register.submit")}
      </Button>
      <p className="text-soft">
        {t("register.haveAccount")}{" "}
        <Link to="/sign-in" search={{ next }} className="font-strong text-accent hover:underline">
          {t("register.signIn")}
        </Link>
      </p>
    </form>
  );
}
