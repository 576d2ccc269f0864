import { useNavigate } from "@tanstack/react-router";
import { ArrowLeftRight, Ellipsis, FileDown, History, RefreshCw, Share2, ShieldCheck } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { dealsExportPersona } from "@/api/sdk.gen";
import type { PersonaOut } from "@/api/types.gen";
import { IconButton } from "@/components/Button";
import { Menu } from "@/components/Menu";
import { toast } from "@/components/Toast";
import { saveFile } from "@/lib/save-file";
import { PrivacyDialog } from "./PrivacyDialog";
import { ShareDialog } from "./ShareDialog";
import type { PersonaQuery } from "./usePersona";
import { VersionsDialog } from "./VersionsDialog";

const FORMATS = ["md", "pdf", "json"] as const;
type Opened = "versions" | "share" | "privacy";

/** Versions, comparison, sharing, files and privacy of a persona. */
export function PersonaMenu({ shown, persona }: { shown: PersonaOut; persona: PersonaQuery }) {
  const { t } = useTranslation("persona");
  const navigate = useNavigate();
  const [opened, setOpened] = useState<Opened>();
  const close = () => setOpened(undefined);
  const refresh = () =>
    persona.refresh.run({
      onSuccess: () => toast(t("menu.refreshed")),
      onError: () => toast(t("menu.refreshFailed"), { kind: "trouble" }),
    });
  return (
    <>
      <Menu
        align="end"
        trigger={
          <IconButton label={t("menu.title")} busy={persona.refresh.busy}>
            {!persona.refresh.busy && <Ellipsis aria-hidden />}
          </IconButton>
        }
        groups={[
          [
            {
              label: t("menu.versions"),
              icon: <History aria-hidden />,
              onSelect: () => setOpened("versions"),
            },
            {
              label: t("menu.compare"),
              icon: <ArrowLeftRight aria-hidden />,
              onSelect: () => void navigate({ to: "/contacts/compare", search: { a: shown.contact_id } }),
            },
            { label: t("menu.share"), icon: <Share2 aria-hidden />, onSelect: () => setOpened("share") },
            { label: t("menu.refresh"), icon: <RefreshCw aria-hidden />, onSelect: refresh },
          ],
          FORMATS.map((format) => ({
            label: t(`menu.export.${format}`),
            icon: <FileDown aria-hidden />,
            onSelect: () =>
              void download(shown, format).catch(() => toast(t("menu.exportFailed"), { kind: "trouble" })),
          })),
          [
            {
              label: t("menu.privacy"),
              icon: <ShieldCheck aria-hidden />,
              onSelect: () => setOpened("privacy"),
            },
          ],
        ]}
      />
      {opened === "versions" && <VersionsDialog contactId={shown.contact_id} onClose={close} />}
      {opened === "share" && <ShareDialog contactId={shown.contact_id} take={persona.take} onClose={close} />}
      {opened === "privacy" && <PrivacyDialog shown={shown} persona={persona} onClose={close} />}
    </>
  );
}

async function download(shown: PersonaOut, format: (typeof FORMATS)[number]): Promise<void> {
  const { data } = await dealsExportPersona({
    path: { contact_id: shown.contact_id },
    query: { format, language: shown.language },
    parseAs: "blob",
    throwOnError: true,
  });
  const name = shown.name.replace(/[^\p{L}\p{M}\p{N} .'-]/gu, "").trim();
  saveFile(data as unknown as Blob, `${name} v${shown.version}.${format}`);
}
