/**
 * Who may import what: the arrows of docs/architecture.md as a table. A path is told by its first folder, its room.
 * Tests and benchmarks may import anything; what else they may not do, they may not do here either.
 */
export type Rule = {
  /** Files it holds for, and those among them it does not. */
  within: RegExp
  except?: RegExp
  because: string
} & ({ imports: RegExp } | { says: RegExp })

const EVERYWHERE = /./
const TESTS = /\.test\.tsx?$|^tests\/|^bench\//
/** Root configuration files, which stand outside the rooms. */
const SETTINGS = /^[^/]+\.(ts|js|mjs)$/

const room = (name: string, mayImport: string[], because: string): Rule => ({
  within: new RegExp(`^${name}/`),
  except: TESTS,
  imports: new RegExp(`^#(?!(${[name, ...mayImport].join('|')})/)`),
  because,
})
const belongs = (packages: string, home: RegExp, because: string): Rule => ({
  within: EVERYWHERE,
  except: new RegExp(`${home.source}|${TESTS.source}|${SETTINGS.source}`),
  imports: new RegExp(`^(${packages})(/|$)`),
  because,
})

export const rules: Rule[] = [
  room('domain', [], 'domain decides and touches nothing: it imports domain alone'),
  room('messages', [], 'messages are texts and import nothing'),
  room('server', ['domain', 'messages', 'prisma'], 'server imports domain, messages and the generated client'),
  room('components', ['domain', 'messages'], 'components get their data by props or by fetch: they import domain and messages'),
  room('app', ['server', 'components', 'domain', 'messages'], 'app imports server, components, domain and messages'),
  room('web', ['server', 'domain', 'messages'], 'web imports server, domain and messages'),
  room('worker', ['server', 'domain', 'messages'], 'worker imports server, domain and messages'),
  room('bin', ['server', 'domain', 'messages', 'prisma'], 'bin imports server, domain and prisma: it starts web and worker, as processes'),
  room('prisma', ['server', 'domain', 'messages'], 'prisma imports server and domain'),
  {
    within: /^domain\//,
    except: TESTS,
    imports: /^(?![#.]|zod$|liquidjs$|temporal-polyfill$)/,
    because: 'domain runs in the browser too: of packages it imports zod, liquidjs and temporal-polyfill alone',
  },
  { within: /^components\//, except: TESTS, imports: /^node:/, because: 'components run in the browser' },
  belongs('pg|@prisma', /^server\/|^prisma\//, 'the database is spoken to in server and prisma alone'),
  belongs('bullmq|ioredis', /^server\/queue\/|^worker\//, 'queues are spoken to in server/queue and worker alone'),
  belongs('reactflow|@xyflow', /^components\//, 'the canvas is drawn in components alone'),
  { within: EVERYWHERE, imports: /(^|\/)\.\.(\/|$)/, because: 'a path never climbs: across folders write #room/..., inside one ./...' },
  {
    within: EVERYWHERE,
    imports: /^(#|\.\/)(?!.*\.(ts|tsx|mjs|js|json|css)$)/,
    because: 'an import of ours names its file with its extension',
  },
  {
    within: /^domain\//,
    except: TESTS,
    says: /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bfetch\(|\bprocess\.|\bperformance\.now\(|\brandomUUID\(|Temporal\.Now\b/,
    because: 'time, chance and the outside world are arguments of domain',
  },
  {
    within: EVERYWHERE,
    except: new RegExp(`^server/env\\.ts$|${TESTS.source}|${SETTINGS.source}`),
    says: /\bprocess\.env\b/,
    because: 'the environment is read in server/env.ts alone',
  },
  {
    within: /^(components|app)\//,
    except: /\.test\.tsx?$|^components\/ui\/tokens\.css$|^components\/template\/starter\.ts$/,
    says: /#[0-9a-f]{3,8}\b(?!;)|\b(rgba?|hsla?|oklch|oklab|lab|lch)\(\s*[\d.]/i,
    because: 'a colour is a role of components/ui/tokens.css; only the mail that a template starts from has its own',
  },
]
