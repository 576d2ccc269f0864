import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { History, WandSparkles } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { metricsDraftModel, metricsSaveModel } from "@/api/sdk.gen";
import type { ModelOut } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { ErrorState } from "@/components/ErrorState";
import { Keys } from "@/components/Keys";
import { toast } from "@/components/Toast";
import { UnsavedGuard } from "@/components/UnsavedGuard";
import { commandKey } from "@/lib/platform";
import { asProblem } from "@/lib/problem";
import { refreshNumbers } from "../data/sources";
import { Changed } from "./Changed";
import { Editor, type EditorHandle } from "./Editor";
import { Problems } from "./Problems";
import { checkOptions } from "./requests";
import { Versions } from "./Versions";

const PAUSE_MS = 500;

/** Where the definitions are written: checked while they are typed, saved as a whole. */
export default function Workbench({ saved }: { saved: ModelOut }) {
  const { t } = useTranslation(["metrics", "common"]);
  const id = useId();
  const queryClient = useQueryClient();
  const editor = useRef<EditorHandle>(null);
  const [base, setBase] = useState({ yaml: saved.yaml, version: saved.version });
  const [text, setText] = useState(saved.yaml);
  const [looking, setLooking] = useState(false);
  const settled = useSettled(text);
  const check = useQuery(checkOptions(settled));
  const problems = check.data?.problems ?? [];
  const broken = problems.some((one) => one.severity === "error");
  const checking = settled !== text || check.isFetching;
  const dirty = text !== base.yaml;
  const marks = new Map(
    [...problems].sort((one) => (one.severity === "error" ? 1 : -1)).map((one) => [one.line, one.severity]),
  );
  const save = useMutation({
    mutationFn: async ({ over }: { over?: number }) =>
      (await metricsSaveModel({ body: { yaml: text, version: over ?? base.version }, throwOnError: true }))
        .data,
    onSuccess: async (now) => {
      setBase({ yaml: text, version: now.version });
      toast(t("model.saved", { version: now.version }));
      await refreshNumbers(queryClient);
    },
  });
  const draft = useMutation({
    mutationFn: async () => (await metricsDraftModel({ throwOnError: true })).data,
    onSuccess: ({ yaml, added }) => {
      if (yaml === text || added.length === 0) return toast(t("model.nothingNew"));
      setText(yaml);
      toast(t("model.drafted", { count: added.length }));
    },
  });
  const conflict =
    save.error && asProblem(save.error).slug === "model-changed" ? asProblem(save.error) : null;
  function trySave() {
    if (dirty && !broken && !save.isPending) save.mutate({});
  }
  return (
    <div className="min-w-0">
      <div className="mb-2 flex flex-wrap items-center gap-1">
        <h2 className="me-auto font-strong">{t("model.textTitle")}</h2>
        <Button size="small" kind="quiet" busy={draft.isPending} onClick={() => draft.mutate()}>
          <WandSparkles aria-hidden />
          {t("model.draft")}
        </Button>
        <Button size="small" kind="quiet" onClick={() => setLooking(true)}>
          <History aria-hidden />
          {t("model.history")}
        </Button>
      </div>
      <Editor
        ref={editor}
        text={text}
        onChange={setText}
        onSave={trySave}
        marks={marks}
        describedBy={`${id}-problems`}
      />
      <Problems
        id={`${id}-problems`}
        problems={problems}
        checking={checking}
        onGo={(problem) => editor.current?.goTo(problem.line, problem.column)}
      />
      {(check.error ?? draft.error) && <ErrorState error={check.error ?? draft.error} className="mt-3" />}
      {save.error && !conflict && <ErrorState error={save.error} className="mt-3" />}
      <div className="sticky bottom-0 mt-4 flex flex-wrap items-center justify-end gap-3 border-t border-line bg-ground py-3 max-md:bottom-14">
        <p role="status" className="me-auto text-small text-soft">
          {dirty ? t("model.unsaved") : t("model.version", { version: base.version })}
        </p>
        {dirty && (
          <Button kind="quiet" onClick={() => setText(base.yaml)}>
            {t("model.discard")}
          </Button>
        )}
        <span className="max-lg:hidden">
          <Keys keys={[commandKey, "S"]} />
        </span>
        <Button
          kind="primary"
          busy={save.isPending}
          aria-disabled={!dirty || broken || undefined}
          onClick={trySave}
        >
          {t("common:save")}
        </Button>
      </div>
      <Versions open={looking} current={base.version} onClose={() => setLooking(false)} onTake={setText} />
      <Changed
        problem={conflict}
        onClose={() => save.reset()}
        onMine={(version) => save.mutate({ over: version })}
        onTheirs={(yaml, version) => {
          setBase({ yaml, version });
          setText(yaml);
          save.reset();
        }}
      />
      <UnsavedGuard when={dirty} />
    </div>
  );
}

/** The text once nobody has typed for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
