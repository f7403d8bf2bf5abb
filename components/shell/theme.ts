export type Theme = 'light' | 'dark' | 'system'
export const THEME_STORED = 'sojourn.theme'

/** Runs before the first paint, so that a chosen theme never flashes. */
export const themeScript = `try{var t=localStorage.getItem('${THEME_STORED}');if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}catch(e){}`

export function readTheme(): Theme {
  const stored = document.documentElement.dataset.theme
  return stored === 'light' || stored === 'dark' ? stored : 'system'
}

export function applyTheme(theme: Theme): void {
  if (theme === 'system') {
    delete document.documentElement.dataset.theme
    localStorage.removeItem(THEME_STORED)
  } else {
    document.documentElement.dataset.theme = theme
    localStorage.setItem(THEME_STORED, theme)
  }
}
