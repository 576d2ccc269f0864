import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { liveEndMutation } from "@/api/@tanstack/react-query.gen";
import { ConfirmDialog } from "@/components/ConfirmDialog";
import { stopCapture } from "../capture/captures";
import { ofLive } from "../queries";

interface EndDialogProps {
  callId: string;
  open: boolean;
  onClose: () => void;
}

/** Asks once; then microphone and tab are let go before anything else, and the report opens. */
export function EndDialog({ callId, open, onClose }: EndDialogProps) {
  const { t } = useTranslation("live");
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const end = useMutation({
    ...liveEndMutation(),
    onMutate: stopCapture,
    onSuccess: ({ report }) => {
      onClose();
      void queryClient.invalidateQueries({ predicate: ofLive });
      if (report) void navigate({ to: "/calls/$callId", params: { callId: report } });
    },
  });
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={t("bar.endTitle")}
      text={t("bar.endText")}
      deed={t("bar.endNow")}
      work={end}
      onConfirm={() => end.mutate({ path: { call_id: callId } })}
    />
  );
}
