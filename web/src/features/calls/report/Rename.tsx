import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { callsChangeCallMutation } from "@/api/@tanstack/react-query.gen";
import type { CallDetail } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { Dialog, DialogActions } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { Field, Input } from "@/components/Field";
import { useMayManage } from "@/lib/me";
import { localDay, noon } from "../days";
import { PersonSelect } from "../PersonSelect";
import { useSaved } from "./useSaved";

interface RenameProps {
  call: CallDetail;
  open: boolean;
  onClose: () => void;
}

/** A call's title, day and rep. */
export function Rename({ call, open, onClose }: RenameProps) {
  const { t } = useTranslation(["calls", "common"]);
  const mayManage = useMayManage();
  const [title, setTitle] = useState(call.title);
  const [day, setDay] = useState(localDay(call.happened_at));
  const [person, setPerson] = useState(call.rep.user_id);
  const saved = useSaved(call.id);
  const change = useMutation({ ...callsChangeCallMutation(), onSuccess: () => saved().then(onClose) });
  return (
    <Dialog open={open} onClose={onClose} title={t("rename.title")}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const moved = day && day !== localDay(call.happened_at) ? { happened_at: noon(day) } : {};
          const given = person !== call.rep.user_id ? { user_id: person } : {};
          change.mutate({ path: { call_id: call.id }, body: { title: title.trim(), ...moved, ...given } });
        }}
      >
        <Field label={t("add.name")}>
          <Input
            data-first
            required
            maxLength={200}
            value={title}
            onChange={(event) => setTitle(event.target.value)}
          />
        </Field>
        <Field label={t("add.day")}>
          <Input type="date" required value={day} onChange={(event) => setDay(event.target.value)} />
        </Field>
        {mayManage && <PersonSelect label={t("add.person")} value={person} onChange={setPerson} />}
        {change.error && <ErrorState error={change.error} />}
        <DialogActions>
          <Button onClick={onClose}>{t("common:cancel")}</Button>
          <Button type="submit" kind="primary" busy={change.isPending}>
            {t("common:save")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
