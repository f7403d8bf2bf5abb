'use client'
import { useRouter, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { ReactFlowProvider, useReactFlow } from 'reactflow'
import { ApiError } from '#components/api.ts'
import { AddMenu } from '#components/canvas/AddMenu.tsx'
import { Canvas, nothingSelected, pathOf } from '#components/canvas/Canvas.tsx'
import { CanvasProvider } from '#components/canvas/CanvasContext.ts'
import { type LiveShow, type Scene, stripOf } from '#components/canvas/derive.ts'
import { heightOf, NODE_HEIGHT, NODE_WIDTH, type Point } from '#components/canvas/geometry.ts'
import { LifecycleDialog } from '#components/journeys/LifecycleDialogs.tsx'
import { type Lifecycle, useLifecycle } from '#components/journeys/useLifecycle.ts'
import { documentOf, useTransfer } from '#components/journeys/useTransfer.ts'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { cx } from '#components/ui/cx.ts'
import { Skeleton } from '#components/ui/Skeleton.tsx'
import { useToast } from '#components/ui/Toast.tsx'
import { useKeys } from '#components/ui/useKeys.ts'
import { useFormat, useText } from '#components/useFormat.ts'
import { describe } from '#domain/journey/describe.ts'
import { diff } from '#domain/journey/diff.ts'
import type { Path } from '#domain/journey/document.ts'
import { type JourneyResource, journeySchema } from '#domain/journey/resource.ts'
import { Inspector } from './Inspector.tsx'
import { LiveInspector } from './LiveInspector.tsx'
import { LiveJourney } from './LiveJourney.tsx'
import { LivePanel, type Span } from './LivePanel.tsx'
import { NodePalette } from './NodePalette.tsx'
import { ProblemsButton } from './ProblemsButton.tsx'
import { PublishDialog, useLiveVersion } from './PublishDialog.tsx'
import { SavingNote } from './SavingNote.tsx'
import { StaleDialog } from './StaleDialog.tsx'
import { type Mode, TopBar } from './TopBar.tsx'
import { useAutosave } from './useAutosave.ts'
import { useEditor } from './useEditor.ts'
import { useLive } from './useLive.ts'
import { usePeeks, useProblems } from './useProblems.ts'

/** The designer of one journey: Edit draws the draft, Live shows what happens in the live version, on one canvas. */
export function Designer({ journey }: { journey: JourneyResource }) {
  return (
    <ReactFlowProvider>
      <DesignerInside first={journey} />
    </ReactFlowProvider>
  )
}

type Adding = { window: Point; on?: Path; from?: { source: string; outlet: string }; at?: Point }

function DesignerInside({ first }: { first: JourneyResource }) {
  const t = useTranslations('designer')
  const format = useFormat()
  const text = useText()
  const toast = useToast()
  const router = useRouter()
  const flow = useReactFlow()
  const { api, may } = useWorkspace()
  const [journey, setJourney] = useState(first)
  const [mode, setMode] = useMode(journey.version !== null)
  const mayEdit = may('editor')
  const editable = mayEdit && mode === 'edit'

  const heights = useRef(new Map<string, number>())
  const measureHeight = useCallback((key: string) => heights.current.get(key) ?? NODE_HEIGHT, [])
  const editor = useEditor(
    useMemo(() => documentOf(first), [first]),
    measureHeight,
  )
  const { document, selection } = editor
  const problems = useProblems(document, journey.problems)
  const peeks = usePeeks(document)
  const byNode = useMemo(() => {
    const map = new Map<string, typeof problems>()
    for (const problem of problems) if (problem.nodeKey) map.set(problem.nodeKey, [...(map.get(problem.nodeKey) ?? []), problem])
    return map
  }, [problems])

  const [span, setSpan] = useState<Span>('all')
  const [show, setShow] = useState<LiveShow>({ here: true, counts: true, widths: true, messages: true, share: false })
  const live = useLive(journey, span, mode === 'live')
  const scene = useMemo<Scene | null>(() => {
    if (mode === 'edit') return { document, problems: byNode, peeks, report: null, show: null }
    return live.graph && live.report ? { document: live.graph, problems: new Map(), peeks, report: live.report, show } : null
  }, [mode, document, byNode, peeks, live.graph, live.report, show])
  heights.current = useMemo(() => new Map(scene?.document.nodes.map((node) => [node.key, heightOf(stripOf(node, scene))]) ?? []), [scene])

  const autosave = useAutosave({ journey, document, onSaved: setJourney })
  const [staleOpen, setStaleOpen] = useState(false)
  const [theirs, setTheirs] = useState<JourneyResource | null>(null)
  const isStale = autosave.saving.at === 'stale'
  useEffect(() => {
    if (!isStale) return
    setStaleOpen(true)
    api(`/journeys/${journey.id}`, journeySchema).then(setTheirs, () => setTheirs(null))
  }, [isStale, api, journey.id])

  const [publishing, setPublishing] = useState(false)
  const [acting, setActing] = useState<Lifecycle | null>(null)
  const [inspecting, setInspecting] = useState(false)
  const [adding, setAdding] = useState<Adding | null>(null)
  const search = useRef<HTMLInputElement>(null)
  const run = useLifecycle()
  const transfer = useTransfer()
  const liveVersion = useLiveVersion(journey)
  const changes = useMemo(() => (liveVersion.data ? diff(liveVersion.data, document).count : 0), [liveVersion.data, document])
  const inside = useInside(journey, publishing || acting !== null)

  const reload = useCallback(async () => {
    const answer = await api(`/journeys/${journey.id}`, journeySchema)
    setJourney(answer)
    return answer
  }, [api, journey.id])
  const show_ = (key: string | null) => {
    if (!key) return
    editor.select(key)
    setInspecting(true)
    const node = document.nodes.find((one) => one.key === key)
    if (node)
      void flow.setCenter(node.position.x + NODE_WIDTH / 2, node.position.y + NODE_HEIGHT / 2, { zoom: flow.getZoom(), duration: 200 })
  }

  useKeys(
    editable
      ? {
          'mod+z': (event) => {
            event.preventDefault()
            editor.undo()
          },
          'mod+shift+z': (event) => {
            event.preventDefault()
            editor.redo()
          },
          'mod+y': (event) => {
            event.preventDefault()
            editor.redo()
          },
          Delete: editor.remove,
          Backspace: editor.remove,
          'mod+c': () => !window.getSelection()?.toString() && editor.copy(),
          'mod+x': () => {
            editor.copy()
            editor.remove()
          },
          'mod+v': editor.paste,
          'mod+d': (event) => {
            event.preventDefault()
            editor.duplicate()
          },
          'mod+a': (event) => {
            event.preventDefault()
            editor.selectAll()
          },
          '/': (event) => {
            event.preventDefault()
            search.current?.focus()
          },
          Escape: () => editor.setSelection(nothingSelected),
        }
      : { Escape: () => editor.setSelection(nothingSelected) },
  )
  useEffect(() => {
    const onSave = (event: KeyboardEvent) => {
      if (event.key !== 's' || !(event.metaKey || event.ctrlKey)) return
      event.preventDefault()
      void autosave.flush()
    }
    window.addEventListener('keydown', onSave)
    return () => window.removeEventListener('keydown', onSave)
  }, [autosave.flush])

  const publish = async (): Promise<string | null> => {
    if (!(await autosave.flush())) return t('publishing.notSaved')
    try {
      const answer = await api(`/journeys/${journey.id}/publish`, journeySchema, {
        method: 'POST',
        body: {},
        headers: { 'If-Match': `"${autosave.etag()}"` },
      })
      setJourney(answer)
      toast({
        text: t('publishing.done', { version: answer.version ?? 1, name: answer.name }),
        action: { label: t('publishing.look'), run: () => setMode('live') },
      })
      return null
    } catch (error) {
      return error instanceof ApiError ? error.message : String(error)
    }
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: select only sets state
  const actions = useMemo(
    () => ({
      editable,
      insertOn: (on: Path, window: Point) => setAdding({ window, on }),
      open: (key: string) => {
        editor.select(key)
        setInspecting(true)
      },
    }),
    [editable],
  )

  const chosenKey = selection.nodes.size === 1 ? [...selection.nodes][0] : undefined
  const chosenLive = live.graph?.nodes.find((node) => node.key === chosenKey)
  const liveCounts = chosenKey ? (live.report?.nodes[chosenKey] ?? { entered: 0, waiting: 0, left: {} }) : null
  const chosenPath = selection.paths.size === 1 ? pathOf(document, [...selection.paths][0] ?? '') : null
  const close = () => {
    setInspecting(false)
    editor.setSelection(nothingSelected)
  }
  return (
    <CanvasProvider value={actions}>
      <TopBar
        journey={journey}
        name={document.name}
        changes={changes}
        mode={mode}
        onMode={(next) => {
          editor.setSelection(nothingSelected)
          setMode(next)
        }}
        mayEdit={mayEdit}
        onRename={(name) => editor.edit({ do: 'setJourneyName', name })}
        onAct={setActing}
        onExport={() => void transfer.exportFile(journey.id)}
        onPublish={() => setPublishing(true)}
        onSettings={() => {
          editor.setSelection(nothingSelected)
          setMode('edit')
          setInspecting(true)
        }}
        undo={{ can: editor.canUndo, run: editor.undo, what: editor.last && text(describe(editor.last.before, editor.last.edit)) }}
        redo={{ can: editor.canRedo, run: editor.redo }}
        saving={<SavingNote saving={autosave.saving} onRetry={() => void autosave.flush()} onChoose={() => setStaleOpen(true)} />}
        problems={<ProblemsButton document={document} problems={problems} onShow={show_} />}
        counted={live.countedAt ? t('live.counted', { time: format.time(live.countedAt) }) : null}
      />
      <div className="relative flex min-h-0 flex-1">
        {mode === 'live' ? (
          <LivePanel
            report={live.report}
            span={span}
            onSpan={setSpan}
            show={show}
            onShow={setShow}
            version={journey.version ?? 1}
            changes={changes}
          />
        ) : (
          mayEdit && <NodePalette onAdd={(kind) => editor.add(kind)} searchRef={search} />
        )}
        <section aria-label={t('canvas')} className="relative min-w-0 flex-1 bg-canvas">
          {scene ? (
            <Canvas
              document={document}
              scene={scene}
              selection={selection}
              onSelection={(next) => {
                editor.setSelection(next)
                setInspecting(next.nodes.size + next.paths.size > 0)
              }}
              editable={editable}
              onEdit={editor.edit}
              onDropKind={(kind, at) => editor.add(kind, { at })}
              onOpenEnd={(from, at) => setAdding({ window: at.window, from, at: { x: at.canvas.x - 126, y: at.canvas.y } })}
              onTidy={() => {
                editor.tidy()
                requestAnimationFrame(() => void flow.fitView({ maxZoom: 1, duration: 200, padding: 0.1 }))
              }}
            />
          ) : (
            <p className="p-6 text-text-2">{live.error ? live.error.message : <Skeleton className="w-60" />}</p>
          )}
          {mode === 'edit' && document.nodes.length === 0 && <Beginning />}
        </section>
        {mode === 'edit' ? (
          <Inspector
            editor={editor}
            path={chosenPath}
            problems={problems}
            editable={editable}
            live={journey.status === 'ONGOING' || journey.status === 'PAUSED'}
            over={inspecting}
            onShow={show_}
            onInsert={(on, window) => setAdding({ window, on })}
            onClose={close}
          />
        ) : (
          <aside
            aria-label={t('inspector')}
            className={cx(
              'flex w-inspector shrink-0 flex-col overflow-hidden border-l border-line bg-surface max-wide:absolute max-wide:inset-y-0 max-wide:right-0 max-wide:z-10 max-wide:shadow-lift-3',
              !chosenLive && 'max-wide:hidden',
            )}
          >
            {chosenLive && liveCounts ? (
              <LiveInspector journeyId={journey.id} node={chosenLive} counts={liveCounts} onClose={close} />
            ) : (
              <LiveJourney report={live.report} />
            )}
          </aside>
        )}
      </div>
      {adding && (
        <AddMenu
          at={adding.window}
          onClose={() => setAdding(null)}
          onPick={(kind) => {
            editor.add(kind, adding)
            setAdding(null)
          }}
        />
      )}
      {publishing && (
        <PublishDialog
          journey={journey}
          document={document}
          problems={problems}
          inside={inside}
          onClose={() => setPublishing(false)}
          onShow={show_}
          onPublish={publish}
        />
      )}
      <LifecycleDialog
        act={acting}
        journeys={[{ id: journey.id, name: document.name, inProgress: inside ?? 0 }]}
        onClose={() => setActing(null)}
        onConfirm={async (act, body) => {
          await autosave.flush()
          const done = await run(act, [journey], body)
          if (act === 'delete' && done.length > 0) router.push('../journeys')
          else await reload()
        }}
      />
      {staleOpen && isStale && (
        <StaleDialog
          theirs={theirs}
          steps={0}
          onClose={() => setStaleOpen(false)}
          onTake={() => {
            if (!theirs) return
            const stored = documentOf(theirs)
            autosave.resolve(theirs, false, stored)
            editor.replace(stored)
            setJourney(theirs)
            setStaleOpen(false)
          }}
          onKeep={async () => {
            const answer = await reload()
            autosave.resolve(answer, true, documentOf(answer))
            setStaleOpen(false)
          }}
        />
      )}
    </CanvasProvider>
  )
}

/** Edit or Live, in the address. */
function useMode(mayLive: boolean): [Mode, (mode: Mode) => void] {
  const params = useSearchParams()
  const mode: Mode = mayLive && params.get('mode') === 'live' ? 'live' : 'edit'
  return [mode, (next) => window.history.replaceState(null, '', next === 'live' ? '?mode=live' : window.location.pathname)]
}

/** How many members are inside now; null while it is not known. */
function useInside(journey: JourneyResource, asked: boolean): number | null {
  const live = useLive(journey, 'all', asked)
  return journey.version === null ? 0 : (live.report?.journey.inProgress ?? null)
}

function Beginning() {
  const t = useTranslations('designer.beginning')
  return (
    <div className="pointer-events-none absolute inset-0 grid place-items-center text-center">
      <div className="max-w-80">
        <p className="text-title font-strong">{t('title')}</p>
        <p className="mt-1 text-text-2">{t('body')}</p>
      </div>
    </div>
  )
}
