'use client'
import { useQuery } from '@tanstack/react-query'
import {
  ChevronsUpDown,
  Ellipsis,
  FileText,
  Inbox,
  LogOut,
  Plus,
  Route,
  Search,
  Send,
  Settings,
  Users,
  UsersRound,
  Zap,
} from 'lucide-react'
import Link from 'next/link'
import { usePathname, useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Avatar } from '#components/ui/Avatar.tsx'
import { cx } from '#components/ui/cx.ts'
import { Kbd } from '#components/ui/Kbd.tsx'
import { Menu, MenuItem, MenuLabel, MenuLine } from '#components/ui/Menu.tsx'
import { Tooltip } from '#components/ui/Tooltip.tsx'
import { useFormat } from '#components/useFormat.ts'
import { journeyCountSchema } from '#domain/journey/resource.ts'
import { Mark } from './Mark.tsx'
import { signOut } from './signOut.ts'
import { ThemeItems } from './ThemeMenu.tsx'
import { useWorkspace } from './workspace.tsx'

const rail = 'max-wide:sr-only'

type ItemProps = { href: string; icon: ReactNode; label: string; count?: number | undefined }
function Item({ href, icon, label, count }: ItemProps) {
  const pathname = usePathname()
  const format = useFormat()
  const current = pathname === href || pathname.startsWith(`${href}/`)
  return (
    <Tooltip text={label} side="right">
      <Link
        href={href}
        aria-current={current ? 'page' : undefined}
        className={cx(
          'flex h-7.5 items-center gap-2.5 rounded-r2 px-2 font-medium text-text-2 calm hover:bg-surface-hover hover:text-text [&>svg]:text-text-3',
          'aria-[current=page]:bg-surface aria-[current=page]:text-text aria-[current=page]:shadow-lift-1 aria-[current=page]:ring-1 aria-[current=page]:ring-line',
          'aria-[current=page]:[&>svg]:text-accent-text',
        )}
      >
        {icon}
        <span className={cx('cut flex-1', rail)}>{label}</span>
        {count !== undefined && <span className={cx('num text-small font-normal text-text-3', rail)}>{format.number(count)}</span>}
      </Link>
    </Tooltip>
  )
}

type NavProps = { workspaces: readonly { slug: string; name: string }[]; onSearch: () => void }

/** 208 px of navigation; a rail of icons, named on hover and focus, up to 1,024 px wide. */
export function Nav({ workspaces, onSearch }: NavProps) {
  const t = useTranslations('nav')
  const { api, slug, path } = useWorkspace()
  const counts = useQuery({
    queryKey: [slug, 'journeys', 'count'],
    queryFn: ({ signal }) => api('/journeys/count', journeyCountSchema, { signal }),
    staleTime: 30_000,
  })
  const journeys = counts.data && Object.values(counts.data).reduce((sum, one) => sum + one, 0)
  return (
    <nav
      aria-label={t('main')}
      className="flex w-nav shrink-0 flex-col border-r border-line bg-ground px-2 py-3 max-wide:w-12 max-wide:px-1.5"
    >
      <WorkspaceMenu workspaces={workspaces} />
      <button
        type="button"
        onClick={onSearch}
        className="mb-2 flex h-control items-center gap-1.5 rounded-r2 border border-line-strong bg-surface px-2 text-left text-text-3 calm hover:bg-surface-hover max-wide:justify-center max-wide:px-0"
      >
        <Search />
        <span className={cx('flex-1', rail)}>{t('search')}</span>
        <span className="max-wide:hidden">
          <Kbd>⌘K</Kbd>
        </span>
      </button>
      <div className="grid">
        <Item href={path('/journeys')} icon={<Route />} label={t('journeys')} count={journeys} />
        <Item href={path('/members')} icon={<Users />} label={t('members')} />
        <Item href={path('/segments')} icon={<UsersRound />} label={t('segments')} />
        <Item href={path('/templates')} icon={<FileText />} label={t('templates')} />
        <Item href={path('/messages')} icon={<Send />} label={t('messages')} />
      </div>
      <h2 className="px-2 pt-4 pb-1.5 text-small font-medium text-text-3 max-wide:invisible max-wide:px-0">{t('workshop')}</h2>
      <div className="grid">
        <Item href={path('/sandbox')} icon={<Inbox />} label={t('sandbox')} />
        <Item href={path('/events')} icon={<Zap />} label={t('events')} />
        <Item href={path('/settings')} icon={<Settings />} label={t('settings')} />
      </div>
      <span className="flex-1" />
      <OperatorMenu />
    </nav>
  )
}

function WorkspaceMenu({ workspaces }: { workspaces: NavProps['workspaces'] }) {
  const t = useTranslations('nav')
  const router = useRouter()
  const { name, slug } = useWorkspace()
  return (
    <Menu
      align="start"
      className="w-56"
      trigger={
        <button
          type="button"
          className="mb-3 flex h-8 items-center gap-2 rounded-r2 px-2 text-left font-strong calm hover:bg-surface-hover"
        >
          <Mark />
          <span className={cx('cut flex-1', rail)}>{name}</span>
          <span className="sr-only">{t('workspace')}</span>
          <ChevronsUpDown className="size-3.5 text-text-3 max-wide:hidden" />
        </button>
      }
    >
      <MenuLabel>{t('workspaces')}</MenuLabel>
      {workspaces.map((one) => (
        <MenuItem key={one.slug} checked={one.slug === slug} onSelect={() => router.push(`/w/${one.slug}/journeys`)}>
          {one.name}
        </MenuItem>
      ))}
      <MenuLine />
      <MenuItem icon={<Plus />} onSelect={() => router.push('/new-workspace')}>
        {t('newWorkspace')}
      </MenuItem>
    </Menu>
  )
}

function OperatorMenu() {
  const t = useTranslations('nav')
  const { operator } = useWorkspace()
  return (
    <Menu
      align="start"
      side="top"
      className="w-56"
      trigger={
        <button type="button" className="flex h-9 items-center gap-2 rounded-r2 px-2 text-left calm hover:bg-surface-hover max-wide:px-1.5">
          <Avatar name={operator.name} />
          <span className={cx('cut flex-1 font-medium', rail)}>{operator.name}</span>
          <span className="sr-only">{t('account')}</span>
          <Ellipsis className="text-text-3 max-wide:hidden" />
        </button>
      }
    >
      <MenuLabel>{operator.email}</MenuLabel>
      <MenuLine />
      <ThemeItems />
      <MenuLine />
      <MenuItem icon={<LogOut />} onSelect={signOut}>
        {t('signOut')}
      </MenuItem>
    </Menu>
  )
}
