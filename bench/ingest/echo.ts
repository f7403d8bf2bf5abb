// The floor: a bare node:http server that reads a body and answers. Says its port to its parent.
import { createServer } from 'node:http'

const SUCCESS = '{"success":true}'
const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    Buffer.concat(chunks).toString()
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': SUCCESS.length })
    response.end(SUCCESS)
  })
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.(typeof address === 'object' && address ? address.port : 0)
})
