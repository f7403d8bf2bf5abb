'use client'
import { Monitor, Moon, Sun } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { MenuItem, MenuLabel } from '#components/ui/Menu.tsx'
import { applyTheme, readTheme, type Theme } from './theme.ts'

const themes = [
  { theme: 'light', icon: <Sun /> },
  { theme: 'dark', icon: <Moon /> },
  { theme: 'system', icon: <Monitor /> },
] as const

/** Light, dark or as the system says, inside a menu. */
export function ThemeItems() {
  const t = useTranslations('nav')
  const [theme, setTheme] = useState<Theme>('system')
  useEffect(() => setTheme(readTheme()), [])
  return (
    <>
      <MenuLabel>{t('theme.label')}</MenuLabel>
      {themes.map((one) => (
        <MenuItem
          key={one.theme}
          icon={one.icon}
          checked={one.theme === theme}
          onSelect={() => {
            applyTheme(one.theme)
            setTheme(one.theme)
          }}
        >
          {t(`theme.${one.theme}`)}
        </MenuItem>
      ))}
    </>
  )
}
