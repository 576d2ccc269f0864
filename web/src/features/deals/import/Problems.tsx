import { Download } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ImportProblem } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { useFormats } from "@/lib/format";
import { saveFile } from "@/lib/save-file";
import { problemsCsv } from "./problemsCsv";

const SHOWN = 50;

interface ProblemsProps {
  problems: readonly ImportProblem[];
  fileName: string;
  /** How many there are in all, where only the first came along. */
  total?: number;
}

/** Rows that stayed out, each with what is wrong and what to do; as a file for whoever mends them. */
export function Problems({ problems, fileName, total = problems.length }: ProblemsProps) {
  const { t } = useTranslation("importing");
  const format = useFormats();
  const heads = [t("problems.row"), t("problems.column"), t("problems.value"), t("problems.problem")];
  const save = () =>
    saveFile(
      new Blob([`\uFEFF${problemsCsv(heads, problems)}`], { type: "text/csv" }),
      `${fileName.replace(/\.\w+$/, "")} - ${t("problems.fileName")}.csv`,
    );
  return (
    <>
      <div className="max-h-96 overflow-auto rounded-control border border-line" tabIndex={-1}>
        <table className="w-full text-small">
          <thead className="sticky top-0 bg-sunken">
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col" className="px-3 py-1.5 text-start font-normal text-soft">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {problems.slice(0, SHOWN).map((one) => (
              <tr key={`${one.row}-${one.column}-${one.problem}`} className="border-t border-line align-top">
                <td className="px-3 py-1.5 tabular-nums">{format.number(one.row)}</td>
                <td className="px-3 py-1.5">
                  <bdi>{one.column}</bdi>
                </td>
                <td className="max-w-48 px-3 py-1.5 break-words">
                  <bdi>{one.value}</bdi>
                </td>
                <td dir="auto" className="px-3 py-1.5">
                  {one.problem}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="mt-3 flex flex-wrap items-center gap-3">
        <Button size="small" onClick={save}>
          <Download aria-hidden />
          {t("problems.download")}
        </Button>
        {total > Math.min(SHOWN, problems.length) && (
          <span className="text-small text-soft">
            {t("problems.more", {
              shown: format.number(Math.min(SHOWN, problems.length)),
              total: format.number(total),
            })}
          </span>
        )}
      </div>
    </>
  );
}
