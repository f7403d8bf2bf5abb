import type { TemplateContent } from '#domain/message/resource.ts'
import type { NewTemplate } from './CreateTemplateDialog.tsx'

export const starter: NewTemplate = { name: '', format: 'mjml', copyOf: null }

const mjml = `<mjml>
  <mj-body background-color="#f4f4f4">
    <mj-section background-color="#ffffff">
      <mj-column>
        <mj-text font-size="20px" line-height="28px">Hello {{ member.first_name | default: "there" }}</mj-text>
        <mj-text>Say what this is about.</mj-text>
        <mj-button href="https://example.com">Have a look</mj-button>
        <mj-text font-size="12px" color="#6b6b6b" align="center">
          <a href="{{ unsubscribeUrl }}" style="color:inherit">Unsubscribe</a>
        </mj-text>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>
`
const html = `<p>Hello {{ member.first_name | default: "there" }},</p>
<p>Say what this is about.</p>
<p><a href="https://example.com">Have a look</a></p>
<p><a href="{{ unsubscribeUrl }}">Unsubscribe</a></p>
`

/** What a fresh template holds: short, whole, and with a way out for its receiver. */
export const blankContent = (name: string, format: 'mjml' | 'html'): TemplateContent => ({
  name,
  subject: name,
  preheader: '',
  format,
  body: format === 'mjml' ? mjml : html,
})
