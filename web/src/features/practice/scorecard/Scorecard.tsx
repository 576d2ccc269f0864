import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Phone } from "lucide-react";
import { useTranslation } from "react-i18next";
import { practiceGetConversationOptions } from "@/api/@tanstack/react-query.gen";
import type { ConversationDetail } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import { Moments } from "@/components/evidence/Moments";
import { FollowUp } from "@/components/FollowUp";
import { PageHeader } from "@/components/PageHeader";
import { QueryView } from "@/components/QueryView";
import { Section } from "@/components/Section";
import { Skeleton, SkeletonText } from "@/components/Skeleton";
import { SkillBars } from "@/components/SkillBars";
import { Signals } from "@/components/signals/Signals";
import { useMe } from "@/lib/me";
import { SKILLS } from "../labels";
import { Recording } from "../voice/Recording";
import { Sound } from "../voice/Sound";
import { Criteria } from "./Criteria";
import { Head } from "./Head";
import { Mind } from "./Mind";
import { Steps } from "./Steps";
import { Transcript } from "./Transcript";

/** Everything there is to learn from one finished call. */
export function Scorecard({ conversationId }: { conversationId: string }) {
  const query = useQuery({
    ...practiceGetConversationOptions({ path: { conversation_id: conversationId } }),
    // The sound of a spoken call is written down after its end.
    refetchInterval: ({ state: { data } }) =>
      data?.status === "ended" && /running|preparing/.test(data.voice?.recording_status ?? "") ? 1500 : false,
  });
  return (
    <QueryView query={query} skeleton={<Loading />}>
      {(call) => (call.status === "open" ? <StillOpen call={call} /> : <Finished call={call} />)}
    </QueryView>
  );
}

function Finished({ call }: { call: ConversationDetail }) {
  const { t } = useTranslation("practice");
  const mine = useMe().user.id === call.user.id;
  const { scorecard, feedback, signals } = call;
  return (
    <Moments>
      <Head call={call} mine={mine} />
      <Recording call={call} mine={mine}>
        <div className="grid gap-x-14 xl:grid-cols-[minmax(0,1fr)_27rem]">
          <div className="min-w-0">
            {call.follow_up && (
              <Section title={t("followUp.title")}>
                <FollowUp of={call.follow_up} />
              </Section>
            )}
            {feedback && <Steps call={call} feedback={feedback} mine={mine} />}
            {scorecard && <Criteria scorecard={scorecard} />}
            {scorecard && (
              <SkillBars
                scorecard={scorecard}
                shown={SKILLS.filter((skill) => skill in (scorecard.skills ?? {}))}
              />
            )}
            {signals && <Signals turns={call.turns} signals={signals} />}
            {call.voice && <Sound voice={call.voice} signals={signals} />}
            <Mind call={call} />
          </div>
          <Transcript call={call} />
        </div>
      </Recording>
    </Moments>
  );
}

function StillOpen({ call }: { call: ConversationDetail }) {
  const { t } = useTranslation("practice");
  return (
    <>
      <PageHeader title={call.title} />
      <EmptyState
        icon={<Phone aria-hidden />}
        title={t("scorecard.openTitle")}
        actions={
          <Button asChild kind="primary">
            <Link to="/practice/call" search={{ conversation: call.id }}>
              {t("scorecard.carryOn")}
            </Link>
          </Button>
        }
      >
        {t("scorecard.openText")}
      </EmptyState>
    </>
  );
}

function Loading() {
  return (
    <>
      <Skeleton className="mb-4 h-10 w-2/3" />
      <SkeletonText lines={8} className="mt-10 max-w-prose" />
    </>
  );
}
