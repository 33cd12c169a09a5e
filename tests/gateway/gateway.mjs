// A real Wechaty gateway (puppet-service over puppet-mock), driven by lines of JSON on stdin.
// The npm package `wechaty` is not among its parts: a gateway is a puppet behind puppet-service, and what
// `wechaty` adds on top is for bots written in Node.
// node gateway.mjs PORT TOKEN [off|tls]; answers each line with a line of JSON on stdout.
import readline from 'node:readline'
import fs from 'node:fs'
import { FileBox } from 'file-box'
import { PuppetServer } from 'wechaty-puppet-service'
import { PuppetMock, mock } from 'wechaty-puppet-mock'

const [port, token, tls = 'off'] = process.argv.slice(2)
const mocker = new mock.Mocker()
const puppet = new PuppetMock({ mocker })
const aliases = new Map()
const said = []
const files = new Map()
const accepted = []
let nextId = 1
// noFiles: as a puppet that cannot send files at all.
// hold…: milliseconds for which a call is under way: before WeChat takes a message, behind it before the
// caller is answered, while a message's content or file is asked for.
let options = {
  echo: true, ids: true, fail: 0, failAfter: 0, fileFail: 0, echoAfter: 0,
  holdBefore: 0, holdAfter: 0, holdRead: 0, holdFile: 0, noFiles: false,
}
const hold = (milliseconds) => new Promise((done) => { milliseconds ? setTimeout(done, milliseconds) : done() })

puppet.roomMemberRawPayload = async (roomId, id) => ({
  id, name: mocker.contactPayload(id).name, roomAlias: aliases.get(`${roomId}/${id}`) ?? '',
})
puppet.roomInvitationAccept = async (id) => { accepted.push(id) }
const rawPayload = puppet.messageRawPayload.bind(puppet)
puppet.messageRawPayload = async (id) => { await hold(options.holdRead); return rawPayload(id) }
puppet.messageFile = async (id) => {
  await hold(options.holdFile)
  if (options.fileFail > 0) { options.fileFail -= 1; throw new Error('the file is not there yet') }
  return files.get(id)
}
puppet.messageContact = async () => 'bot'
puppet.messageSendText = async (conversation, text, mentions = []) => {
  await hold(options.holdBefore)
  const id = send(conversation, { text, mentions })
  await hold(options.holdAfter)
  return id
}
puppet.messageSendFile = async (conversation, box) => {
  if (options.noFiles) throw new Error('Wechaty Puppet Unsupported API Error.\nLearn More At https://github.com/wechaty/wechaty-puppet/wiki/Compatibility')
  const data = await box.toBuffer()
  return send(conversation, { file: box.name, size: data.length })
}

function send(conversation, what) {
  if (!puppet.isLoggedIn) throw new Error('not logged in')
  if (options.fail > 0) { options.fail -= 1; throw new Error('refused by WeChat') }
  const id = `b${process.pid}-${nextId++}`
  said.push({ id, conversation, ...what })
  if (options.echo) {
    const room = mocker.cacheRoomPayload.has(conversation)
    const echo = () => emit({
      id, talkerId: puppet.currentUserId, type: what.file ? 1 : 7, text: what.text ?? '', filename: what.file,
      ...(room ? { roomId: conversation } : { listenerId: conversation }),
    })
    if (options.echoAfter > 0) setTimeout(echo, options.echoAfter)
    else echo()
  }
  // As puppets do now and then: WeChat took it, and the caller hears of an error.
  if (options.failAfter > 0) { options.failAfter -= 1; throw new Error('no answer from WeChat') }
  return options.ids ? id : undefined
}

function emit(payload) {
  know(payload)
  puppet.emit('message', { messageId: payload.id })
}

function know(payload) {
  mocker.cacheMessagePayload.set(payload.id, { timestamp: Date.now(), mentionIdList: [], ...payload })
}

const commands = {
  contact: ({ id, name, alias }) => { mocker.cacheContactPayload.set(id, { id, name, alias: alias ?? '', avatar: '', gender: 0, type: 1, phone: [] }) },
  room: ({ id, topic, members = [] }) => { mocker.cacheRoomPayload.set(id, { id, topic, memberIdList: members, adminIdList: [], avatar: '' }) },
  alias: ({ room, id, alias }) => { aliases.set(`${room}/${id}`, alias) },
  dirty: async ({ type, id }) => { await puppet.dirtyPayload(type, id) },
  login: ({ id }) => { puppet.login(id) },
  logout: async () => { await puppet.logout('test') },
  scan: ({ qrcode }) => { puppet.emit('scan', { qrcode, status: 2 }) },
  // silent: it was told before, and is still to be had.
  say: ({ id, from, room, to, text = '', type = 7, mentions = [], file, url, name, at, silent }) => {
    const message = id ?? `m${nextId++}`
    // As puppets do: small files inline, larger ones through the gateway's own store.
    const data = file && fs.readFileSync(file)
    if (data) files.set(message, data.length < 20_000 ? FileBox.fromBase64(data.toString('base64'), name) : FileBox.fromBuffer(data, name))
    if (url) files.set(message, FileBox.fromUrl(url, { name }))
    const tell = silent ? know : emit
    tell({
      id: message, talkerId: from, text, type, filename: name, mentionIdList: mentions,
      ...(room ? { roomId: room } : { listenerId: to ?? puppet.currentUserId }), ...(at ? { timestamp: at } : {}),
    })
    return message
  },
  flood: ({ from, room, count }) => {
    for (let n = 0; n < count; n++) emit({ id: `f${n}`, talkerId: from, roomId: room, text: `第${n}条`, type: 7 })
  },
  repeat: ({ id }) => { puppet.emit('message', { messageId: id }) },
  forget: ({ id }) => { mocker.cacheMessagePayload.delete(id) },
  // `quiet`: as puppets that tell of no such thing; `at`: a repeated event keeps its moment.
  join: ({ room, ids, by, at, quiet }) => {
    const list = mocker.cacheRoomPayload.get(room)?.memberIdList
    list?.push(...(ids ?? []).filter(id => !list.includes(id)))
    if (!quiet) puppet.emit('room-join', { roomId: room, inviteeIdList: ids, inviterId: by, timestamp: at ?? Date.now() })
  },
  leave: ({ room, ids, by, at, quiet }) => {
    const payload = mocker.cacheRoomPayload.get(room)
    if (payload) payload.memberIdList = payload.memberIdList.filter(id => !(ids ?? []).includes(id))
    if (!quiet) puppet.emit('room-leave', { roomId: room, removeeIdList: ids, removerId: by, timestamp: at ?? Date.now() })
  },
  dissolve: ({ room }) => { mocker.cacheRoomPayload.delete(room) },
  event: ({ name, payload }) => { puppet.emit(name, payload) },
  topic: async ({ room, topic, by }) => {
    const payload = mocker.cacheRoomPayload.get(room)
    const old = payload.topic
    payload.topic = topic
    await puppet.dirtyPayload(3, room)
    puppet.emit('room-topic', { roomId: room, newTopic: topic, oldTopic: old, changerId: by, timestamp: Date.now() })
  },
  invite: ({ id }) => { puppet.emit('room-invite', { roomInvitationId: id }) },
  set: (given) => { options = { ...options, ...given } },
  said: () => said,
  accepted: () => accepted,
}

const server = new PuppetServer({
  endpoint: `127.0.0.1:${port}`, puppet, token, ...(tls === 'off' ? { tls: { disable: true } } : {}),
})
await puppet.start()
await server.start()
console.log(JSON.stringify({ ready: true }))

for await (const line of readline.createInterface({ input: process.stdin })) {
  const { do: name, ...given } = JSON.parse(line)
  try {
    console.log(JSON.stringify({ answer: (await commands[name](given)) ?? null }))
  } catch (error) {
    console.log(JSON.stringify({ error: String(error) }))
  }
}
process.exit(0)
