import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import {
  accountsCurrentTenantOptions,
  accountsCurrentTenantQueryKey,
  accountsMeQueryKey,
  accountsUpdateTenantMutation,
} from "@/api/@tanstack/react-query.gen";
import type { TenantDetail } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { Field, Input } from "@/components/Field";
import { FormProblem } from "@/components/FormProblem";
import { QueryView } from "@/components/QueryView";
import { Section } from "@/components/Section";
import { toast } from "@/components/Toast";
import { useServerComplaints } from "@/lib/form";
import { useFormats } from "@/lib/format";
import { useMe } from "@/lib/me";
import { useTitle } from "@/lib/title";
import { amount, LIMITS, type LimitName, limitsChange } from "./limits";

/** The company's name and how much may be used; owners edit, others read. */
export function TenantSettings() {
  const { t } = useTranslation("accounts");
  useTitle(t("tenant.about"));
  const query = useQuery(accountsCurrentTenantOptions());
  return <QueryView query={query}>{(tenant) => <TenantForm tenant={tenant} />}</QueryView>;
}

type Values = { name: string; require_call_consent: boolean } & Record<LimitName, string>;

function valuesOf(tenant: TenantDetail): Values {
  const limits = Object.fromEntries(LIMITS.map(({ name }) => [name, String(tenant.quotas[name])]));
  return {
    name: tenant.name,
    require_call_consent: tenant.require_call_consent ?? false,
    ...limits,
  } as Values;
}

function TenantForm({ tenant }: { tenant: TenantDetail }) {
  const { t } = useTranslation(["accounts", "common"]);
  const queryClient = useQueryClient();
  const format = useFormats();
  const isOwner = useMe().user.role === "owner";
  const form = useForm<Values>({ defaultValues: valuesOf(tenant) });
  const update = useMutation({
    ...accountsUpdateTenantMutation(),
    onSuccess: (now) => {
      queryClient.setQueryData(accountsCurrentTenantQueryKey(), now);
      form.reset(valuesOf(now));
      toast(t("tenant.saved"));
      return queryClient.invalidateQueries({ queryKey: accountsMeQueryKey() });
    },
  });
  useServerComplaints(form, update.error);
  const { errors, isDirty, dirtyFields } = form.formState;
  const submit = form.handleSubmit((values) =>
    update.mutate({
      body: {
        name: values.name.trim(),
        require_call_consent: values.require_call_consent,
        quotas: limitsChange(values, dirtyFields),
      },
    }),
  );
  return (
    <form noValidate onSubmit={submit}>
      <Section title={t("tenant.about")} hint={isOwner ? undefined : t("tenant.limitsReadOnly")}>
        <Field label={t("tenant.name")} error={errors.name?.message} className="max-w-sm">
          <Input
            {...form.register("name", {
              validate: (name) => name.trim() !== "" || t("common:form.required"),
            })}
            maxLength={120}
            readOnly={!isOwner}
          />
        </Field>
      </Section>
      <Section title={t("tenant.calls")} hint={t("tenant.callsHint")}>
        <label className="flex max-w-prose items-start gap-3 touch:min-h-11">
          <input
            type="checkbox"
            aria-describedby="consent-hint"
            className="mt-1"
            disabled={!isOwner}
            {...form.register("require_call_consent")}
          />
          <span className="font-strong">{t("tenant.requireConsent")}</span>
        </label>
        <p id="consent-hint" className="mt-1 max-w-prose ps-6 text-small text-soft">
          {t("tenant.requireConsentHint")}
        </p>
      </Section>
      <Section title={t("tenant.limits")} hint={t("tenant.limitsHint")}>
        <div className="flex max-w-sm flex-col gap-5">
          {LIMITS.map(({ name, used, money }) => {
            const sofar = used && tenant.used[used];
            const spent = sofar === undefined ? "" : money ? format.money(sofar) : format.number(sofar);
            return (
              <Field
                key={name}
                label={t(`tenant.${name}`)}
                hint={spent && t(money ? "tenant.usedMonth" : "tenant.usedToday", { used: spent })}
                error={errors[name]?.message}
                optional="unsaid"
              >
                <Input
                  {...form.register(name, {
                    validate: (value) =>
                      value.trim() === "" || amount(value, money) !== null || t("tenant.amount"),
                  })}
                  inputMode={money ? "decimal" : "numeric"}
                  dir="ltr"
                  readOnly={!isOwner}
                  className="max-w-40 tabular-nums"
                />
              </Field>
            );
          })}
        </div>
      </Section>
      {isOwner && (
        <div className="flex flex-col items-start gap-4">
          <FormProblem error={update.error} fields={["name"]} />
          <Button type="submit" kind="primary" disabled={!isDirty} busy={update.isPending}>
            {t("common:save")}
          </Button>
        </div>
      )}
    </form>
  );
}
