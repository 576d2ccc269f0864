import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ellipsis, MessageCircleWarning, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { dealsDeleteActivityMutation } from "@/api/@tanstack/react-query.gen";
import type { TimelineItem } from "@/api/types.gen";
import { IconButton } from "@/components/Button";
import { ConfirmDialog } from "@/components/ConfirmDialog";
import { Menu } from "@/components/Menu";
import { aboutAddress, handleObjection } from "@/lib/objection";
import { isOfDeals } from "../shown";

/** What can be done with one entry: answer an objection in it, take it away. */
export function EntryMenu({ item }: { item: TimelineItem }) {
  const { t } = useTranslation(["deals", "common"]);
  const queryClient = useQueryClient();
  const [asked, setAsked] = useState(false);
  const remove = useMutation({
    ...dealsDeleteActivityMutation(),
    onSuccess: () => {
      setAsked(false);
      return queryClient.invalidateQueries({ predicate: isOfDeals });
    },
  });
  const answer = {
    label: t("timeline.objection"),
    icon: <MessageCircleWarning aria-hidden />,
    onSelect: () =>
      handleObjection({
        ...aboutAddress(window.location.pathname),
        ...(item.deal && { dealId: item.deal.id }),
        ...(item.people?.[0] && { contactId: item.people[0].id }),
        text: item.text?.slice(0, 2000),
      }),
  };
  return (
    <>
      <Menu
        align="end"
        trigger={
          <IconButton
            label={t("timeline.more", { what: item.subject || t(`kinds.${item.kind}`) })}
            className="-me-2 -mt-1 size-7! opacity-60 group-hover:opacity-100 focus-visible:opacity-100 touch:size-11! data-[state=open]:opacity-100"
          >
            <Ellipsis aria-hidden />
          </IconButton>
        }
        groups={[
          item.direction === "in" && item.text ? [answer] : [],
          [
            {
              label: t("common:delete"),
              icon: <Trash2 aria-hidden />,
              danger: true,
              onSelect: () => setAsked(true),
            },
          ],
        ]}
      />
      <ConfirmDialog
        open={asked}
        onClose={() => setAsked(false)}
        title={t("timeline.deleteTitle")}
        text={t("timeline.deleteText")}
        deed={t("common:delete")}
        work={remove}
        onConfirm={() => remove.mutate({ path: { activity_id: item.id } })}
      />
    </>
  );
}
