import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Copy, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  playbookCreateRubricMutation,
  playbookDropRubricMutation,
  playbookListRubricsQueryKey,
} from "@/api/@tanstack/react-query.gen";
import type { RubricOut } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { ConfirmDialog } from "@/components/ConfirmDialog";
import { ErrorState } from "@/components/ErrorState";
import { toast } from "@/components/Toast";
import { useMayManage } from "@/lib/me";

/** What those who manage can do with a rubric; nothing for the others. */
export function RubricActions({ rubric }: { rubric: RubricOut }) {
  const { t } = useTranslation(["playbook", "common"]);
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const refresh = () => queryClient.invalidateQueries({ queryKey: playbookListRubricsQueryKey() });
  const copy = useMutation({
    ...playbookCreateRubricMutation(),
    onSuccess: async (made) => {
      await refresh();
      await navigate({ to: "/playbook/rubrics/$rubricId", params: { rubricId: made.id } });
    },
  });
  const drop = useMutation({
    ...playbookDropRubricMutation(),
    onSuccess: async () => {
      setAsking(false);
      toast(t("rubrics.dropped", { title: rubric.title }));
      await navigate({ to: "/playbook/rubrics" });
      await refresh();
    },
  });
  if (!useMayManage()) return null;
  return (
    <>
      <div className="mt-4 flex flex-wrap gap-2">
        {rubric.editable && (
          <Button asChild kind="primary">
            <Link to="/playbook/rubrics/$rubricId" params={{ rubricId: rubric.id }}>
              <Pencil aria-hidden />
              {t("editor.edit")}
            </Link>
          </Button>
        )}
        <Button busy={copy.isPending} onClick={() => copy.mutate({ body: { copy_of: rubric.id } })}>
          <Copy aria-hidden />
          {t(rubric.own ? "rubrics.copy" : "rubrics.makeOurs")}
        </Button>
        {rubric.editable && (
          <Button kind="danger" onClick={() => setAsking(true)}>
            <Trash2 aria-hidden />
            {t("rubrics.drop")}
          </Button>
        )}
      </div>
      {copy.error && <ErrorState error={copy.error} className="mt-4" />}
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t("rubrics.dropTitle", { title: rubric.title })}
        text={t("rubrics.dropText")}
        deed={t("rubrics.drop")}
        work={drop}
        onConfirm={() => drop.mutate({ path: { rubric_id: rubric.id } })}
      />
    </>
  );
}
