import { useTranslation } from "react-i18next";
import { Button } from "./Button";

interface LoadMoreProps {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
  className: string;
}

/** Asks for the next page of a list, while there is one. */
export function LoadMore({ query, className }: LoadMoreProps) {
  const { t } = useTranslation();
  if (!query.hasNextPage) return null;
  return (
    <Button className={className} busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
      {t("loadMore")}
    </Button>
  );
}
