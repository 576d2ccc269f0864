import { Avatar } from "@/components/Avatar";

/** A person's face and name on one line. */
export function Person({ name, className = "" }: { name: string; className?: string }) {
  return (
    <span className={`inline-flex min-w-0 items-center gap-2 ${className}`}>
      <Avatar name={name} size="small" />
      <bdi className="truncate">{name}</bdi>
    </span>
  );
}
