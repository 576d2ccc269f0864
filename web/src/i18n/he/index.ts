import accounts from "./accounts.json";
import calls from "./calls.json";
import card from "./card.json";
import coach from "./coach.json";
import common from "./common.json";
import crm from "./crm.json";
import deals from "./deals.json";
import home from "./home.json";
import importing from "./importing.json";
import insights from "./insights.json";
import knowledge from "./knowledge.json";
import live from "./live.json";
import metrics from "./metrics.json";
import notices from "./notices.json";
import objections from "./objections.json";
import persona from "./persona.json";
import playbook from "./playbook.json";
import practice from "./practice.json";
import problems from "./problems.json";
import settings from "./settings.json";
import skills from "./skills.json";
import summary from "./summary.json";
import together from "./together.json";
import usage from "./usage.json";
import voice from "./voice.json";
import winLoss from "./winLoss.json";

export default {
  accounts,
  calls,
  card,
  coach,
  common,
  crm,
  deals,
  home,
  importing,
  insights,
  knowledge,
  live,
  metrics,
  notices,
  objections,
  persona,
  playbook,
  practice,
  problems,
  settings,
  skills,
  summary,
  together,
  usage,
  voice,
  winLoss,
};
