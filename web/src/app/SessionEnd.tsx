import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { accountsLoginMutation } from "@/api/@tanstack/react-query.gen";
import { Button } from "@/components/Button";
import { Dialog, DialogActions } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { Field, Input } from "@/components/Field";
import { PasswordInput } from "@/components/PasswordInput";
import { useMe } from "@/lib/me";
import { onSessionEnd } from "@/lib/session";

/** Asks for the password over the page as it stands; requests that were refused are then sent again. */
export function SessionEnd() {
  const { t } = useTranslation(["common", "accounts"]);
  const { user } = useMe();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const here = useLocation({ select: (location) => location.href });
  const [asked, setAsked] = useState(false);
  const [password, setPassword] = useState("");
  const answer = useRef<((again: boolean) => void) | null>(null);
  const login = useMutation(accountsLoginMutation());

  useEffect(
    () =>
      onSessionEnd(
        () =>
          new Promise<boolean>((resolve) => {
            answer.current = resolve;
            setAsked(true);
          }),
      ),
    [],
  );

  function done(again: boolean) {
    setAsked(false);
    setPassword("");
    login.reset();
    answer.current?.(again);
    answer.current = null;
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    login.mutate({ body: { email: user.email, password } }, { onSuccess: () => done(true) });
  }

  async function leave() {
    done(false);
    await navigate({ to: "/sign-in", search: { next: here } });
    queryClient.clear();
  }

  return (
    <Dialog
      open={asked}
      onClose={() => undefined}
      dismissible={false}
      title={t("session.title")}
      description={t("session.text")}
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        {login.error && <ErrorState error={login.error} />}
        <Field label={t("accounts:email")}>
          <Input value={user.email} readOnly dir="ltr" autoComplete="username" />
        </Field>
        <Field label={t("accounts:password")}>
          <PasswordInput
            value={password}
            onChange={(event) => setPassword(event.target.value)}
            autoComplete="current-password"
            data-first
          />
        </Field>
        <DialogActions>
          <Button kind="quiet" onClick={() => void leave()}>
            {t("session.other")}
          </Button>
          <Button type="submit" kind="primary" busy={login.isPending}>
            {t("session.submit")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
