import common from './en/common.json' with { type: 'json' }
import designer from './en/designer.json' with { type: 'json' }
import edits from './en/edits.json' with { type: 'json' }
import errors from './en/errors.json' with { type: 'json' }
import events from './en/events.json' with { type: 'json' }
import journeys from './en/journeys.json' with { type: 'json' }
import members from './en/members.json' with { type: 'json' }
import nav from './en/nav.json' with { type: 'json' }
import nodes from './en/nodes.json' with { type: 'json' }
import problems from './en/problems.json' with { type: 'json' }
import receivers from './en/receivers.json' with { type: 'json' }
import report from './en/report.json' with { type: 'json' }
import segments from './en/segments.json' with { type: 'json' }
import sending from './en/sending.json' with { type: 'json' }
import settings from './en/settings.json' with { type: 'json' }
import signIn from './en/signIn.json' with { type: 'json' }
import templates from './en/templates.json' with { type: 'json' }
import web from './en/web.json' with { type: 'json' }

/** One file a namespace. Sentences are ICU message format. English is complete; other locales fall back to it. */
export const messages = {
  en: {
    common,
    designer,
    edits,
    errors,
    events,
    journeys,
    members,
    nav,
    nodes,
    problems,
    receivers,
    report,
    segments,
    sending,
    settings,
    signIn,
    templates,
    web,
  },
} as const
export type Messages = (typeof messages)['en']
