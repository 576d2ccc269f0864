import { useQuery } from "@tanstack/react-query";
import { CircleCheck, CircleDashed, CirclePause } from "lucide-react";
import { useTranslation } from "react-i18next";
import { aiEngineOptions } from "@/api/@tanstack/react-query.gen";
import type { EngineStatus, ModelStatus } from "@/api/types.gen";
import { QueryView } from "@/components/QueryView";
import { Section } from "@/components/Section";
import { classes } from "@/lib/classes";

/** Who words the answers: the chain in order, and the built-in engine behind it. */
export function Engine() {
  const { t } = useTranslation("settings");
  const query = useQuery(aiEngineOptions());
  return (
    <Section title={t("engine.title")} hint={t("engine.hint")}>
      <QueryView query={query}>{(engine) => <Chain engine={engine} />}</QueryView>
    </Section>
  );
}

function Chain({ engine }: { engine: EngineStatus }) {
  const { t } = useTranslation("settings");
  if (engine.models.length === 0) {
    return (
      <div className="max-w-prose">
        <State state="ready" name={t("engine.builtin")} />
        <p className="mt-1 text-soft">{t("engine.builtinOnly")}</p>
      </div>
    );
  }
  return (
    <>
      <p className="mb-2 text-small text-soft">{t("engine.order")}</p>
      <ol className="max-w-prose">
        {engine.models.map((model) => (
          <Model key={model.name} model={model} />
        ))}
        <li className="py-2">
          <State state="ready" name={t("engine.builtin")} />
          <p className="ms-6 text-small text-soft">{t("engine.builtinAfter")}</p>
        </li>
      </ol>
    </>
  );
}

function Model({ model }: { model: ModelStatus }) {
  const { t } = useTranslation("settings");
  const facts = model.tiers.map((tier) => t(`engine.tiers.${tier}`));
  if (model.waiting > 0) facts.push(t("engine.waiting", { n: model.waiting }));
  return (
    <li className="border-b border-line py-2">
      <State state={model.state} name={model.name} />
      <p className="ms-6 text-small text-soft">{facts.join(" · ")}</p>
      {model.problem && (
        <p dir="auto" className="ms-6 text-small">
          {model.problem}
        </p>
      )}
    </li>
  );
}

const STATES = {
  ready: { icon: CircleCheck, hue: "text-good" },
  resting: { icon: CirclePause, hue: "text-warn" },
  trying: { icon: CircleDashed, hue: "text-soft" },
} as const;

function State({ state, name }: { state: ModelStatus["state"]; name: string }) {
  const { t } = useTranslation("settings");
  const { icon: Icon, hue } = STATES[state];
  return (
    <p className="flex items-center gap-2">
      <Icon aria-hidden className={classes("size-4 shrink-0", hue)} />
      <bdi className="font-strong">{name}</bdi>
      <span className="text-small text-soft">{t(`engine.states.${state}`)}</span>
    </p>
  );
}
