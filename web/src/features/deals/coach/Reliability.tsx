import { useTranslation } from "react-i18next";
import type { CoachCalibration, ReliabilityBin } from "@/api/types.gen";
import { DottedNumber } from "@/components/DottedNumber";
import { useFormats } from "@/lib/format";
import { RADIUS, SIZE, x, y } from "./plot";

/** The reliability plot with the Brier score: what was said against what came. */
export function Reliability({ calibration }: { calibration: CoachCalibration }) {
  const { t } = useTranslation("coach");
  const format = useFormats();
  const { brier, base, bins = [] } = calibration;
  if (brier === null || base === null)
    return (
      <p className="text-soft">
        {t("page.calibration.few", { n: calibration.n, needed: calibration.needed })}
      </p>
    );
  const sample = t("page.of", { count: calibration.n });
  return (
    <div className="flex flex-wrap items-start gap-x-10 gap-y-6">
      <Plot bins={bins} />
      <div className="min-w-64 grow">
        <dl className="mb-4 flex gap-8">
          <div>
            <dt className="text-small text-soft">{t("page.calibration.brier")}</dt>
            <dd className="text-title">
              <DottedNumber from={{ definition: t("page.calibration.brierIs"), sample }}>
                {format.number(brier, 3)}
              </DottedNumber>
            </dd>
          </div>
          <div>
            <dt className="text-small text-soft">{t("page.calibration.base")}</dt>
            <dd className="text-title">
              <DottedNumber from={{ definition: t("page.calibration.baseIs"), sample }}>
                {format.number(base, 3)}
              </DottedNumber>
            </dd>
          </div>
        </dl>
        <Bins bins={bins} />
      </div>
    </div>
  );
}

function Plot({ bins }: { bins: readonly ReliabilityBin[] }) {
  const { t } = useTranslation("coach");
  const format = useFormats();
  const ticks = [0, 0.5, 1];
  return (
    <figure dir="ltr" className="m-0">
      <svg
        role="img"
        aria-label={t("page.calibration.plot")}
        viewBox={`0 0 ${SIZE} ${SIZE}`}
        className="block w-72 max-w-full overflow-visible"
      >
        <rect x={x(0)} y={y(1)} width={x(1) - x(0)} height={y(0) - y(1)} className="fill-none stroke-line" />
        <path d={`M${x(0)} ${y(0)}L${x(1)} ${y(1)}`} className="stroke-edge" strokeDasharray="3 4" />
        {ticks.map((tick) => (
          <g key={tick} className="fill-soft text-small" fontSize="11">
            <text x={x(tick)} y={y(0) + 16} textAnchor="middle">
              {format.percent(tick)}
            </text>
            <text x={x(0) - 6} y={y(tick) + 4} textAnchor="end">
              {format.percent(tick)}
            </text>
          </g>
        ))}
        {bins.map((bin) => (
          <g key={`${bin.predicted}-${bin.n}`}>
            <title>
              {t("page.calibration.point", {
                said: format.percent(bin.predicted),
                came: format.percent(bin.observed),
                n: bin.n,
              })}
            </title>
            <path
              d={`M${x(bin.predicted)} ${y(bin.low)}V${y(bin.high)}`}
              className="stroke-accent/50"
              strokeWidth="2"
            />
            <circle cx={x(bin.predicted)} cy={y(bin.observed)} r={RADIUS} className="fill-accent" />
          </g>
        ))}
      </svg>
      <figcaption dir="auto" className="mt-1 text-center text-small text-soft">
        {t("page.calibration.said")} → · ↑ {t("page.calibration.came")}
      </figcaption>
    </figure>
  );
}

function Bins({ bins }: { bins: readonly ReliabilityBin[] }) {
  const { t } = useTranslation("coach");
  const format = useFormats();
  const heads = ["said", "came", "interval", "cases"] as const;
  return (
    <table className="w-full text-start text-small">
      <thead>
        <tr className="border-b border-line text-soft">
          {heads.map((head) => (
            <th key={head} scope="col" className="py-1.5 pe-4 text-start font-normal">
              {t(`page.calibration.${head}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {bins.map((bin) => (
          <tr key={`${bin.predicted}-${bin.n}`} className="border-b border-line last:border-0">
            <td className="py-1.5 pe-4">{format.percent(bin.predicted)}</td>
            <td className="py-1.5 pe-4">{format.percent(bin.observed)}</td>
            <td className="py-1.5 pe-4">
              <bdi>
                {format.percent(bin.low)}–{format.percent(bin.high)}
              </bdi>
            </td>
            <td className="py-1.5 pe-4">{format.number(bin.n)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
