import { Link } from "@tanstack/react-router";
import { ArrowLeft, FileText, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/components/Button";
import { DropZone } from "@/components/DropZone";
import { ErrorState } from "@/components/ErrorState";
import { Meter } from "@/components/Meter";
import { PageHeader } from "@/components/PageHeader";
import { Section } from "@/components/Section";
import { Segmented } from "@/components/Segmented";
import { SkeletonText } from "@/components/Skeleton";
import { useFormats } from "@/lib/format";
import { Columns } from "./Columns";
import { Outcomes } from "./Outcomes";
import { Problems } from "./Problems";
import { Questions } from "./Questions";
import { Report } from "./Report";
import { KINDS, useImport } from "./useImport";

/** A file of deals, contacts, accounts or activities: dropped, looked at, tried, and then taken in. */
export function Import() {
  const { t } = useTranslation("importing");
  const work = useImport();
  const { file, kind, preview, error, result, tried } = work;
  return (
    <>
      <PageHeader
        above={
          <Link to="/deals" className="inline-flex items-center gap-1 hover:text-ink touch:min-h-11">
            <ArrowLeft aria-hidden className="directional size-3.5" />
            {t("back")}
          </Link>
        }
        title={t("title")}
        lead={t("lead")}
      />
      {result ? (
        <Report result={result} fileName={file?.name ?? ""} onAgain={work.reset} />
      ) : (
        <div className="flex flex-col gap-6">
          <div>
            <Segmented
              label={t("kind")}
              choices={KINDS.map((one) => ({ value: one, label: t(`kinds.${one}`) }))}
              value={kind}
              onChange={work.setKind}
            />
          </div>
          {file ? (
            <p className="flex items-center gap-2">
              <FileText aria-hidden className="size-4 shrink-0 text-soft" />
              <bdi className="truncate font-strong">{file.name}</bdi>
              {preview && (
                <span className="text-small whitespace-nowrap text-soft">
                  {t("rows", { count: preview.rows })}
                </span>
              )}
              <IconButton label={t("otherFile")} onClick={work.reset}>
                <X aria-hidden />
              </IconButton>
            </p>
          ) : (
            <DropZone
              accept=".csv,.tsv,.txt,text/csv"
              choose={t("choose")}
              orDrop={t("orDrop")}
              hint={t("hint")}
              onFiles={([first]) => first && work.setFile(first)}
            />
          )}
          {error ? <ErrorState error={error} onRetry={work.lookAgain} /> : null}
          {file && !preview && !error && <SkeletonText lines={6} />}
          {preview && (
            <div>
              {preview.saved && <p className="mb-4 text-small text-soft">{t("savedMapping")}</p>}
              <Questions questions={preview.questions} mapping={work.mapping} onChange={work.setMapping} />
              <Columns preview={preview} mapping={work.mapping} onChange={work.setMapping} />
              {kind === "deals" && (
                <Outcomes outcome={preview.outcome} mapping={work.mapping} onChange={work.setMapping} />
              )}
              {preview.problems.length > 0 && !tried && (
                <Section title={t("problems.inSample")}>
                  <Problems problems={preview.problems} fileName={file?.name ?? ""} />
                </Section>
              )}
              {tried && <Report result={tried} fileName={file?.name ?? ""} />}
              <Actions work={work} />
            </div>
          )}
        </div>
      )}
    </>
  );
}

function Actions({ work }: { work: ReturnType<typeof useImport> }) {
  const { t } = useTranslation("importing");
  const format = useFormats();
  const { running, share, progress, tried } = work;
  return (
    <div className="sticky bottom-0 -mx-2 border-t border-line bg-ground px-2 py-4 max-md:bottom-20">
      {running && (
        <div role="status" className="mb-3 max-w-md text-small text-soft">
          {progress
            ? t("progress", { done: format.number(progress.done), of: format.number(progress.of) })
            : t("sending", { share: format.percent(share) })}
          <Meter
            label={t("title")}
            text={format.percent(progress ? progress.done / Math.max(1, progress.of) : share)}
            value={progress ? progress.done / Math.max(1, progress.of) : share}
            className="mt-1"
          />
        </div>
      )}
      {work.runError ? <ErrorState error={work.runError} className="mb-3" /> : null}
      <div className="flex flex-wrap gap-2">
        <Button
          kind={tried ? "secondary" : "primary"}
          busy={running === "try"}
          onClick={() => work.run(true)}
        >
          {t(tried ? "tryAgain" : "try")}
        </Button>
        <Button
          kind={tried ? "primary" : "secondary"}
          busy={running === "import"}
          onClick={() => work.run(false)}
        >
          {t("import")}
        </Button>
        <p className="self-center text-small text-soft max-sm:hidden">{t("tryHint")}</p>
      </div>
    </div>
  );
}
