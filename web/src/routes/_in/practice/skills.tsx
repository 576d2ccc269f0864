import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { PracticeHeader } from "@/features/practice/PracticeHeader";
import { Skills } from "@/features/skills/Skills";

export const Route = createFileRoute("/_in/practice/skills")({
  component: () => (
    <Page wide>
      <PracticeHeader page="skills" />
      <Skills />
    </Page>
  ),
});
