"use strict";
// The whole state comes from the server on every change; this file only shows it.
const $ = (id) => document.getElementById(id);
const PRIVATE = "私聊";
const STATUS = { open: "待接单", claimed: "已接单", in_progress: "处理中", resolved: "待确认", closed: "已结单", cancelled: "已取消" };
const URGENCY = { critical: "特急", urgent: "急", normal: "" };
let state = null, me = localStorage.getItem("me"), room = null, quoting = null, socket = null, ahead = 0, mentions = [];
const seen = new Map();

function make(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

function connect() {
  socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`);
  socket.onmessage = (event) => {
    const data = JSON.parse(event.data);
    if (data.error) return complain(data.error);
    const first = state === null;
    state = data;
    ahead = new Date(data.now) - Date.now();
    if (first) begin();
    show();
  };
  socket.onclose = () => { complain("连接断了，正在重连…"); setTimeout(connect, 1500); };
}

function complain(text) {
  $("error").textContent = text;
  $("error").hidden = false;
  clearTimeout(complain.timer);
  complain.timer = setTimeout(() => { $("error").hidden = true; }, 4000);
}

function command(data) {
  if (socket.readyState !== WebSocket.OPEN) return complain("还没连上，稍等一下再发");
  socket.send(JSON.stringify(data));
}

function begin() {
  if (!state.people.some((p) => p.nickname === me)) me = state.people[0]?.nickname ?? null;
  for (const role of ["企业", "师傅", "协调员", "外人"]) {
    const group = make("optgroup");
    group.label = role;
    for (const p of state.people.filter((each) => each.role === role)) {
      const option = make("option", "", `${p.nickname} · ${p.detail}`);
      option.value = p.nickname;
      group.append(option);
    }
    $("me").append(group);
  }
  $("me").value = me;
  const mine = state.rooms.find((r) => r.kind === "企业群" && r.members.includes(me));
  room = (mine ?? state.rooms[0])?.name ?? PRIVATE;
  for (const m of state.messages) seen.set(key(m), (seen.get(key(m)) ?? 0) + 1);
}

const isMine = (m) => m.room === null && (m.from === me || m.to === me);
const key = (m) => m.room ?? (m.from === state.bot ? `${PRIVATE}${m.to}` : `${PRIVATE}${m.from}`);
const here = (m) => (room === PRIVATE ? isMine(m) : m.room === room);

function show() {
  showRooms();
  showMessages();
  showTickets();
  showMembers();
}

function count(name) {
  return state.messages.filter((m) => key(m) === (name === PRIVATE ? PRIVATE + me : name)).length;
}

function showRooms() {
  const names = [...state.rooms.map((r) => [r.name, r.kind]), [PRIVATE, `${me} 和派单助手`]];
  const nodes = names.map(([name, kind]) => {
    const full = name === PRIVATE ? PRIVATE + me : name;
    if (name === room) seen.set(full, count(name));
    const button = make("button");
    button.dataset.room = name;
    button.setAttribute("role", "tab");
    button.setAttribute("aria-selected", String(name === room));
    const label = make("span", "", name);
    label.append(make("small", "", kind));
    button.append(label);
    if (count(name) > (seen.get(full) ?? 0)) button.append(make("span", "dot"));
    button.onclick = () => { room = name; quote(null); show(); toEnd(); };
    return button;
  });
  const focused = document.activeElement?.dataset?.room;
  $("rooms").replaceChildren(...nodes);
  if (focused) document.querySelector(`[data-room="${CSS.escape(focused)}"]`)?.focus();
}

function showMessages() {
  const box = $("messages");
  const low = box.scrollHeight - box.scrollTop - box.clientHeight < 60;
  const found = state.messages.filter(here);
  const mark = JSON.stringify([room, me, found.map((m) => [m.id, m.recalled])]);
  if (mark === showMessages.mark) return;
  showMessages.mark = mark;
  box.replaceChildren(...(found.length ? found.map(messageNode) : [make("p", "empty", "还没有人说话")]));
  if (low) toEnd();
}

function toEnd() { $("messages").scrollTop = $("messages").scrollHeight; }

function messageNode(m) {
  if (m.recalled) return make("p", "message recalled", `${m.from} 撤回了一条消息`);
  const own = m.from === me, bot = m.from === state.bot;
  const node = make("article", `message${own ? " own" : ""}${bot ? " bot" : ""}`);
  node.dataset.id = m.id;
  const who = make("div", "who");
  who.append(bot ? make("b", "", m.from) : m.from, ` ${m.at.slice(11, 19)}`);
  node.append(who, bubble(m));
  const acts = make("div", "acts");
  const quoteButton = make("button", "", "引用");
  quoteButton.onclick = () => quote(m);
  acts.append(quoteButton);
  if (own) {
    const recall = make("button", "", "撤回");
    recall.onclick = () => command({ do: "recall", from: me, id: m.id });
    acts.append(recall);
  }
  node.append(acts);
  return node;
}

function bubble(m) {
  const node = make("div", "bubble");
  const quoted = m.quote && state.messages.find((each) => each.id === m.quote);
  if (m.quote) node.append(make("span", "quote", quoted ? `${quoted.from}：${quoted.text.slice(0, 60)}` : "引用的消息看不到了"));
  for (const part of m.text.split(/(@[^\s@]+)/)) node.append(part.startsWith("@") ? make("span", "at", part) : part);
  if (m.attachment) node.append(attachment(m.attachment));
  return node;
}

function attachment(name) {
  const link = make("a", "", `[文件] ${name.replace(/^[0-9a-f]{12}-/, "")}`);
  link.href = `/files/${encodeURIComponent(name)}`;
  if (/\.(png|jpe?g|gif|webp)$/i.test(name)) {
    const image = make("img");
    image.src = link.href;
    image.alt = link.textContent;
    link.replaceChildren(image);
  }
  return link;
}

function quote(message) {
  quoting = message?.id ?? null;
  $("quoting").hidden = !message;
  if (message) { $("quoting").firstElementChild.textContent = `引用 ${message.from}：${message.text.slice(0, 50)}`; $("composer").focus(); }
}

function showTickets() {
  const nodes = state.tickets.slice().reverse().map((t) => {
    const node = make("article", "ticket");
    node.dataset.ticket = t.no;
    node.dataset.status = t.status;
    const top = make("div", "top");
    top.append(make("b", "", `【${t.no}】`), make("span", "chip", STATUS[t.status]));
    const title = make("div", "", t.title);
    const facts = make("small", "", [t.enterprise, t.category].join(" · "));
    if (URGENCY[t.urgency]) top.append(make("span", "urgent", URGENCY[t.urgency]));
    node.append(top, title, facts);
    const last = make("div");
    if (t.claimed_by.length) last.textContent = `${t.claimed_by.join("、")}`;
    else if (t.status === "open" && t.pickup_due) {
      const left = make("span", "left");
      left.dataset.due = t.pickup_due;
      last.append(`已请 ${t.asked} 位 · `, left);
    } else if (t.status === "open") last.textContent = "已转协调员";
    node.append(last);
    return node;
  });
  $("tickets").replaceChildren(...(nodes.length ? nodes : [make("p", "empty", "还没有派工单")]));
  tick();
}

function tick() {
  if (!state) return;
  const now = Date.now() + ahead;
  const local = new Date(now).toLocaleString("zh-CN", { timeZone: "Asia/Shanghai", hour12: false, month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit" });
  $("clock").textContent = local;
  for (const node of document.querySelectorAll("[data-due]")) {
    const seconds = Math.round((new Date(node.dataset.due) - now) / 1000), size = Math.abs(seconds);
    const time = `${Math.floor(size / 60)}:${String(size % 60).padStart(2, "0")}`;
    node.textContent = seconds >= 0 ? `还剩 ${time}` : `超时 ${time}`;
    node.classList.toggle("over", seconds < 0);
  }
}

function showMembers() {
  const current = state.rooms.find((r) => r.name === room);
  const mark = room + (current?.members.length ?? 0);
  if (showMembers.mark === mark) return;
  showMembers.mark = mark;
  const names = [state.bot, ...(current?.members ?? [])];
  const first = make("option", "", "@");
  first.value = "";
  $("at").replaceChildren(first, ...names.map((name) => Object.assign(make("option", "", name), { value: name })));
}

function send(extra) {
  const text = $("composer").value.trim();
  if (!text && !extra) return;
  const used = mentions.filter((name) => text.includes(`@${name}`));
  command({ do: "send", room: room === PRIVATE ? null : room, from: me, text, type: "text", mentions: used, quote: quoting, ...extra });
  $("composer").value = "";
  mentions = [];
  quote(null);
}

async function sendFile(file) {
  const form = new FormData();
  form.append("file", file);
  const response = await fetch("/files", { method: "POST", body: form });
  const answer = await response.json();
  if (!response.ok) return complain(answer.error);
  send({ type: file.type.startsWith("image/") ? "image" : "file", attachment: answer.name });
}

$("form").onsubmit = (event) => { event.preventDefault(); send(); };
$("composer").onkeydown = (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); send(); }
};
$("at").onchange = () => {
  if (!$("at").value) return;
  mentions.push($("at").value);
  $("composer").value += `@${$("at").value} `;
  $("at").value = "";
  $("composer").focus();
};
$("file").onchange = () => { if ($("file").files[0]) sendFile($("file").files[0]); $("file").value = ""; };
$("me").onchange = () => { me = $("me").value; localStorage.setItem("me", me); show(); toEnd(); };
$("quoting").lastElementChild.onclick = () => quote(null);
$("advance-60").onclick = () => command({ do: "advance", seconds: 60 });
$("advance-300").onclick = () => command({ do: "advance", seconds: 300 });
$("advance-next").onclick = () => command({ do: "advance", seconds: null });
$("show-tickets").onclick = () => document.body.classList.toggle("tickets");
$("hide-hint").onclick = () => { $("hint").hidden = true; localStorage.setItem("hint", "off"); };
if (localStorage.getItem("hint") === "off") $("hint").hidden = true;
setInterval(tick, 500);
connect();
