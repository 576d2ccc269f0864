import { classes } from "@/lib/classes";
import { initials, seededHue } from "@/lib/initials";

const SIZES = { small: "size-6", regular: "size-8", large: "size-12", huge: "size-24" };

/** A drawn face: initials on a tint that stays with the name. Decorative, since the name stands beside it. */
export function Avatar({
  name,
  size = "regular",
  className,
}: {
  name: string;
  size?: keyof typeof SIZES;
  className?: string;
}) {
  const hue = seededHue(name);
  return (
    <svg aria-hidden viewBox="0 0 32 32" className={classes("shrink-0 rounded-full", SIZES[size], className)}>
      <circle
        cx="16"
        cy="16"
        r="16"
        fill={`light-dark(oklch(0.91 0.045 ${hue}), oklch(0.36 0.055 ${hue}))`}
      />
      <text
        x="16"
        y="16.500"
        textAnchor="middle"
        dominantBaseline="central"
        className="font-sans text-[0.75rem] font-strong"
        fill={`light-dark(oklch(0.36 0.085 ${hue}), oklch(0.9 0.05 ${hue}))`}
        fontSize="12"
      >
        {initials(name)}
      </text>
    </svg>
  );
}
