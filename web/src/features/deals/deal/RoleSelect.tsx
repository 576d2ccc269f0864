import { ChevronDown } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { DealPerson } from "@/api/types.gen";
import { ROLES } from "../roles";

interface RoleSelectProps {
  name: string;
  value: DealPerson["role"];
  disabled: boolean;
  onChange: (role: DealPerson["role"]) => void;
}

/** A person's part in the buying: quiet words that are also where they are changed. */
export function RoleSelect({ name, value, disabled, onChange }: RoleSelectProps) {
  const { t } = useTranslation("deals");
  if (disabled) return value ? <p className="text-small">{t(`roles.${value}`)}</p> : null;
  return (
    <span className="relative -ms-1 inline-flex max-w-full items-center gap-1 rounded-small px-1 text-small hover:bg-sunken has-focus-visible:outline-2 has-focus-visible:outline-accent touch:min-h-11">
      <span aria-hidden className={value ? undefined : "text-soft"}>
        {t(`roles.${value ?? "unknown"}`)}
      </span>
      <ChevronDown aria-hidden className="size-3 text-soft" />
      <select
        aria-label={t("people.role", { name })}
        value={value ?? ""}
        onChange={(event) => onChange(ROLES.find((role) => role === event.target.value) ?? null)}
        className="absolute inset-0 w-full cursor-pointer appearance-none opacity-0"
      >
        <option value="">{t("roles.unknown")}</option>
        {ROLES.map((role) => (
          <option key={role} value={role}>
            {t(`roles.${role}`)}
          </option>
        ))}
      </select>
    </span>
  );
}
