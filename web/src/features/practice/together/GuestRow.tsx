import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ear } from "lucide-react";
import { useTranslation } from "react-i18next";
import {
  practiceChangeGuestMutation,
  practiceGetTogetherQueryKey,
  practiceTakePartMutation,
} from "@/api/@tanstack/react-query.gen";
import type { GuestOut } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { FormProblem } from "@/components/FormProblem";
import { classes } from "@/lib/classes";

/** One guest as the rep sees them: their question, or that they are here and how to end it. */
export function GuestRow({ guest, plays }: { guest: GuestOut; plays: boolean }) {
  const { t } = useTranslation("together");
  const client = useQueryClient();
  const path = { conversation_id: guest.conversation_id };
  const after = {
    onSuccess: () => void client.invalidateQueries({ queryKey: practiceGetTogetherQueryKey({ path }) }),
  };
  const change = useMutation({ ...practiceChangeGuestMutation(), ...after });
  const part = useMutation({ ...practiceTakePartMutation(), ...after });
  const decide = (status: "agreed" | "declined" | "revoked") =>
    change.mutate({ path: { ...path, guest_id: guest.id }, body: { status } });
  const asks = guest.status === "asked" && guest.asked_by === guest.user_id;
  const name = guest.name ?? t("guest.byLink");
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <p
        role={asks ? "alert" : undefined}
        className={classes("flex items-center gap-2", !asks && "text-small text-soft")}
      >
        <Ear aria-hidden className="size-4 shrink-0" />
        {t(standing(guest, plays), { name })}
      </p>
      <div className="flex flex-wrap gap-2">
        {asks ? (
          <>
            <Button size="small" kind="primary" busy={change.isPending} onClick={() => decide("agreed")}>
              {t("guest.allow")}
            </Button>
            <Button size="small" busy={change.isPending} onClick={() => decide("declined")}>
              {t("guest.refuse")}
            </Button>
          </>
        ) : (
          <>
            {plays && (
              <Button
                size="small"
                busy={part.isPending}
                onClick={() => part.mutate({ path, body: { take: false } })}
              >
                {t("guest.giveBack")}
              </Button>
            )}
            <Button size="small" busy={change.isPending} onClick={() => decide("revoked")}>
              {t(guest.status === "asked" ? "guest.withdraw" : "guest.end")}
            </Button>
          </>
        )}
      </div>
      <FormProblem fields={[]} error={change.error ?? part.error} />
    </li>
  );
}

function standing(guest: GuestOut, plays: boolean) {
  if (plays) return "guest.plays";
  if (guest.status === "asked") {
    if (guest.asked_by !== guest.user_id) return guest.user_id ? "guest.invited" : "guest.linkWaits";
    return guest.role === "play" ? "guest.asksToPlay" : "guest.asksToListen";
  }
  if (guest.here) return guest.role === "play" ? "guest.mayPlay" : "guest.listens";
  return "guest.away";
}
