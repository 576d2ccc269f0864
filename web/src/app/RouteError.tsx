import { Link, useRouter } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { ErrorState } from "@/components/ErrorState";
import { PageHeader } from "@/components/PageHeader";
import { ProblemError } from "@/lib/problem";

/** What is shown in place of a page that failed: the rest of the frame stays. */
export function RouteError({ error, reset }: { error: unknown; reset: () => void }) {
  const { t } = useTranslation();
  const router = useRouter();
  const again = () => {
    reset();
    void router.invalidate();
  };
  const today = (
    <Button asChild size="small" kind="quiet">
      <Link to="/">{t("error.toToday")}</Link>
    </Button>
  );
  if (error instanceof ProblemError) {
    return (
      <div className="mx-auto w-full max-w-4xl px-5 py-8 md:px-10 md:py-12">
        <ErrorState error={error} onRetry={again} actions={today} />
      </div>
    );
  }
  return (
    <div role="alert" className="mx-auto w-full max-w-4xl px-5 py-8 md:px-10 md:py-12">
      <PageHeader title={t("error.crashTitle")} lead={t("error.crashText")} />
      <div className="flex gap-2">
        <Button onClick={again}>{t("retry")}</Button>
        {today}
      </div>
    </div>
  );
}

export function NotFound() {
  const { t } = useTranslation();
  return (
    <div className="mx-auto w-full max-w-4xl px-5 py-8 md:px-10 md:py-12">
      <PageHeader title={t("error.notFoundTitle")} lead={t("error.notFoundText")} />
      <Button asChild kind="primary">
        <Link to="/">{t("error.toToday")}</Link>
      </Button>
    </div>
  );
}
