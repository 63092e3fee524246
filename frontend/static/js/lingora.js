/* Loaded on every page. Everything here is a comfort: pages work without it. */
import { startTheme } from "./theme.js";
import { startMenus } from "./menus.js";
import { startTimes } from "./times.js";
import { startComposers } from "./composer.js";
import { startTexts } from "./texts.js";
import { startReading } from "./reading.js";
import { startNotifications } from "./notifications.js";
import { startVisit } from "./visit.js";
import { startMemberCards } from "./member-card.js";

startTheme(document);
startMenus(document);
startTimes(document);
startComposers(document);
startTexts(document);
startReading(document);
startVisit(document);
startMemberCards(document);
startNotifications(document);
