"use strict";
// The whole state comes from the server on every change; this file only shows it.
// Nodes are reused by key, so that focus, selection and scroll position survive a new state.
const $ = (id) => document.getElementById(id);
const PRIVATE = "私聊";
const ROLES = ["企业", "师傅", "协调员", "外人"];
const HOME = { 企业: "企业群", 师傅: "专家群", 协调员: "协调群" };
const KINDS = ["企业群", "专家群", "沙龙群", "协调群", "未登记"];
const STATUS = { open: "待接单", claimed: "已接单", in_progress: "处理中", resolved: "待确认", closed: "已结单", cancelled: "已取消" };
const URGENCY = { critical: "特急", urgent: "急" };
const PLACEHOLDER = { image: "[图片]", voice: "[语音]", file: "[文件]" };
const LARGEST = 10 * 1024 * 1024;
const seen = new Map(); // chat -> ids already looked at
let state = null, me = recall(sessionStorage, "me"), room = null, quoting = null, socket = null, ahead = 0;
let found = [], chosen = 0; // the open @ list

// ---- small tools

function recall(store, name) { try { return store.getItem(name); } catch { return null; } }
function remember(store, name, value) { try { store.setItem(name, value); } catch { /* private mode */ } }

function make(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

function button(className, text, act) {
  const node = make("button", className, text);
  node.type = "button";
  node.onclick = act;
  return node;
}

/** Make the children of `box` the given items ({key, mark, build}), keeping nodes whose mark is the same. */
function sync(box, items) {
  const old = new Map([...box.children].map((node) => [node.syncKey, node]));
  const wanted = new Set(items.map((item) => item.key));
  for (const [key, node] of old) if (!wanted.has(key)) node.remove();
  items.forEach((item, index) => {
    let node = old.get(item.key);
    if (!node || node.syncMark !== item.mark) {
      const fresh = item.build(), focused = node?.contains(document.activeElement);
      fresh.syncKey = item.key;
      fresh.syncMark = item.mark;
      if (node) node.replaceWith(fresh);
      if (focused) (fresh.matches("button") ? fresh : fresh.querySelector("button"))?.focus({ preventScroll: true });
      node = fresh;
    }
    if (box.children[index] !== node) box.insertBefore(node, box.children[index] ?? null);
  });
}

const format = (options) => new Intl.DateTimeFormat("zh-CN", { timeZone: "Asia/Shanghai", hourCycle: "h23", ...options });
const DAY = format({ month: "numeric", day: "numeric" });
const TIME = format({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
const now = () => Date.now() + ahead;

function moment(when) {
  const at = new Date(when), day = DAY.format(at);
  return day === DAY.format(now()) ? TIME.format(at) : `${day} ${TIME.format(at)}`;
}

function complain(text) {
  $("error").textContent = text;
  $("error").hidden = false;
  clearTimeout(complain.timer);
  complain.timer = setTimeout(() => { $("error").hidden = true; }, 5000);
}

// ---- talking to the server

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
    if (first) toEnd();
  };
  socket.onclose = () => { complain("连接断了，正在重连…"); setTimeout(connect, 1500); };
}

/** Whether the command went off; what was typed is kept where it did not. */
function command(data) {
  if (socket?.readyState === WebSocket.OPEN) { socket.send(JSON.stringify(data)); return true; }
  complain("还没连上，稍等一下再发");
  return false;
}

// ---- who and where

const person = (nickname) => state.people.find((each) => each.nickname === nickname);
const current = () => state.rooms.find((each) => each.name === room);
const chatOf = (m) => m.room ?? `${PRIVATE}\n${m.from === state.bot ? m.to : m.from}`;
const chatNamed = (name) => (name === PRIVATE ? `${PRIVATE}\n${me}` : name);
const visible = () => state.messages.filter((m) => m.type !== "recall");
const messagesOf = (name) => visible().filter((m) => chatOf(m) === chatNamed(name));

function begin() {
  const firms = state.people.filter((each) => each.role === "企业");
  if (!person(me)) me = (firms[0] ?? state.people[0])?.nickname ?? null;
  room = homeOf(me) ?? state.rooms.find((each) => each.kind === "企业群")?.name ?? state.rooms[0]?.name ?? PRIVATE;
  for (const m of visible()) look(chatOf(m), m.id);
}

function homeOf(nickname) {
  const own = state.rooms.filter((each) => each.members.includes(nickname));
  return (own.find((each) => each.kind === HOME[person(nickname)?.role]) ?? own[0])?.name ?? null;
}

function look(chat, id) {
  if (!seen.has(chat)) seen.set(chat, new Set());
  seen.get(chat).add(id);
}

function enter(name) {
  room = name;
  quote(null);
  closeList();
  show();
  toEnd();
}

function become(nickname) {
  if (!person(nickname)) return;
  me = nickname;
  remember(sessionStorage, "me", me);
  $("me-search").value = "";
  // Somebody who is not in this group goes to his own; a stranger stays where he is.
  enter(room !== PRIVATE && !current()?.members.includes(me) ? homeOf(me) ?? room : room);
}

// ---- showing

function show() {
  if (!state) return;
  if (room !== PRIVATE && !current()) room = state.rooms[0]?.name ?? PRIVATE;
  showPeople();
  showRooms();
  showMessages();
  showTickets();
  tick();
}

function showPeople() {
  const word = $("me-search").value.trim().toLowerCase(), members = new Set(current()?.members ?? []);
  const fits = (p) => !word || [p.nickname, p.name, p.role, p.detail].join(" ").toLowerCase().includes(word);
  const people = state.people.filter((p) => fits(p) || p.nickname === me);
  const mark = JSON.stringify([room, word, people]);
  if (showPeople.mark !== mark) {
    showPeople.mark = mark;
    const groups = [];
    for (const [inside, prefix] of [[true, "本群"], [false, ""]]) {
      for (const role of ROLES) {
        const here = people.filter((p) => p.role === role && members.has(p.nickname) === inside);
        if (!here.length) continue;
        const group = make("optgroup");
        group.label = prefix + role;
        for (const p of here) {
          const label = [p.nickname, p.name === p.nickname ? "" : p.name, p.detail].filter(Boolean).join(" · ");
          group.append(Object.assign(make("option", "", label), { value: p.nickname }));
        }
        groups.push(group);
      }
    }
    $("me").replaceChildren(...groups);
  }
  if ($("me").value !== me) $("me").value = me;
}

function showRooms() {
  const rooms = state.rooms.slice().sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
  const names = [...rooms.map((r) => [r.name, r.kind]), [PRIVATE, `${me ?? ""} 和${state.bot}`]];
  sync($("rooms"), names.map(([name, kind]) => {
    const chat = chatNamed(name), here = name === room;
    if (here) for (const m of messagesOf(name)) look(chat, m.id);
    const unread = messagesOf(name).filter((m) => !seen.get(chat)?.has(m.id)).length;
    return { key: name, mark: JSON.stringify([kind, here, unread > 0]), build: () => {
      const node = button("room", undefined, () => enter(name));
      node.dataset.room = name;
      node.dataset.testid = `room-${name}`;
      if (here) node.setAttribute("aria-current", "true");
      const label = make("span", "label");
      label.append(make("b", "", name), make("small", "", kind === name ? "" : kind));
      node.append(label);
      if (unread) {
        const dot = make("span", "dot");
        dot.setAttribute("role", "img");
        dot.setAttribute("aria-label", "有新消息");
        node.append(dot);
      }
      return node;
    } };
  }));
  if (showRooms.last !== room) {
    showRooms.last = room;
    document.querySelector("#rooms [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  const group = current(), outside = group && !group.members.includes(me);
  $("room-title").replaceChildren(group ? `${group.name}（${group.members.length + 1}）` : `${me ?? ""} 和 ${state.bot} 的私聊`);
  if (outside) $("room-title").append(make("small", "", "你不在这个群的名单里"));
  $("at").disabled = !group;
  $("composer").placeholder = `以“${me ?? ""}”的身份写，回车发送`;
}

function showMessages() {
  const box = $("messages"), low = isLow();
  const shown = messagesOf(room);
  const items = shown.map((m) => {
    const quoted = m.quote ? state.messages.find((each) => each.id === m.quote) : null;
    const mark = JSON.stringify([m, quoted?.text, quoted?.recalled, m.from === me]);
    return { key: `m ${m.id}`, mark, build: () => messageNode(m, quoted) };
  });
  const empty = room === PRIVATE ? "还没有私聊过，可以直接跟派单助手说话" : "还没有人说话";
  sync(box, items.length ? items : [{ key: "empty", mark: empty, build: () => make("p", "empty", empty) }]);
  if (low) toEnd();
}

function isLow() {
  const box = $("messages");
  return box.scrollHeight - box.scrollTop - box.clientHeight < 80;
}

function toEnd() { $("messages").scrollTop = $("messages").scrollHeight; }

function messageNode(m, quoted) {
  const own = m.from === me, bot = m.from === state.bot;
  if (m.recalled) {
    const line = make("p", "message recalled", `${own ? "你" : m.from}撤回了一条消息`);
    line.dataset.id = m.id;
    return line;
  }
  const node = make("article", `message${own ? " own" : ""}${bot ? " bot" : ""}`);
  node.dataset.id = m.id;
  node.dataset.from = m.from;
  const role = bot ? "助手" : person(m.from)?.role ?? "外人";
  const face = make("span", "face", bot ? "派" : [...m.from].at(-1) ?? "");
  face.dataset.role = role;
  face.setAttribute("aria-hidden", "true");
  const body = make("div", "body"), who = make("div", "who");
  who.append(make("span", "name", m.from), make("span", bot ? "badge" : "tag", bot ? "机器人" : role), make("time", "", moment(m.at)));
  const acts = make("div", "acts");
  acts.append(button("", "引用", () => quote(m)));
  if (own) acts.append(button("", "撤回", () => command({ do: "recall", from: me, id: m.id })));
  body.append(who, bubble(m, quoted), acts);
  node.append(face, body);
  return node;
}

function gist(m) {
  return m.recalled ? "（已撤回）" : `${m.from}：${(m.text || PLACEHOLDER[m.type] || "").slice(0, 60)}`;
}

function bubble(m, quoted) {
  const node = make("div", "bubble");
  if (m.quote) node.append(make("span", "quote", quoted ? gist(quoted) : "引用的消息看不到了"));
  node.append(...highlighted(m));
  if (m.attachment) node.append(attachment(m.attachment));
  else if (!m.text) node.append(PLACEHOLDER[m.type] ?? "");
  return node;
}

/** The text with every @ marked; a click on somebody's name is a way to become him. */
function highlighted(m) {
  const names = [...new Set([...m.mentions, state.bot, ...(current()?.members ?? [])])].filter(Boolean);
  const parts = [];
  let rest = m.text;
  names.sort((a, b) => b.length - a.length);
  while (rest) {
    const at = rest.indexOf("@");
    if (at < 0) break;
    const name = names.find((each) => rest.startsWith(each, at + 1)) ?? /^[^\s@，。、：；！？,:;]*/.exec(rest.slice(at + 1))[0];
    if (at) parts.push(rest.slice(0, at));
    if (person(name)) {
      const link = button("at", `@${name}`, () => become(name));
      link.title = `换成${name}来说话`;
      parts.push(link);
    } else parts.push(name ? make("span", "at", `@${name}`) : "@");
    rest = rest.slice(at + 1 + name.length);
  }
  if (rest) parts.push(rest);
  return parts;
}

function attachment(name) {
  const link = make("a", "attachment", `[文件] ${name.replace(/^[0-9a-f]{12}-/, "")}`);
  link.href = `/files/${encodeURIComponent(name)}`;
  link.target = "_blank";
  link.rel = "noopener";
  if (/\.(png|jpe?g|gif|webp)$/i.test(name)) {
    const image = make("img"), low = isLow();
    image.alt = link.textContent.replace("[文件]", "[图片]");
    image.onload = () => { if (low) toEnd(); };
    image.src = link.href;
    link.replaceChildren(image);
  }
  return link;
}

function quote(message) {
  quoting = message?.id ?? null;
  $("quoting").hidden = !message;
  if (!message) return;
  $("quoting").firstElementChild.textContent = `引用 ${gist(message)}`;
  $("composer").focus();
}

function showTickets() {
  const order = state.tickets.slice().reverse();
  const items = order.map((t) => ({ key: `t ${t.no}`, mark: JSON.stringify(t), build: () => ticketNode(t) }));
  sync($("tickets"), items.length ? items : [{ key: "empty", mark: "", build: () => make("p", "empty", "还没有派工单") }]);
  const busy = state.tickets.filter((t) => !["closed", "cancelled"].includes(t.status)).length;
  $("open-count").textContent = busy ? String(busy) : "";
}

function ticketNode(t) {
  const node = make("article", "ticket");
  node.dataset.ticket = t.no;
  node.dataset.status = t.status;
  const top = make("div", "top");
  top.append(make("b", "", `【${t.no}】`));
  if (URGENCY[t.urgency]) top.append(make("span", `urgency ${t.urgency}`, URGENCY[t.urgency]));
  top.append(make("span", "chip", STATUS[t.status] ?? t.status));
  const last = make("div", "last");
  if (t.claimed_by.length) last.textContent = `师傅：${t.claimed_by.join("、")}`;
  else if (t.status === "open") {
    last.textContent = t.asked ? `已问 ${t.asked} 位师傅` : "";
    if (t.pickup_due) {
      const left = make("span", "left");
      left.dataset.due = t.pickup_due;
      last.append(left);
    } else last.append(make("span", "", "已转协调员"));
  }
  node.append(top, make("div", "title", t.title), make("small", "", [t.enterprise, t.category].filter(Boolean).join(" · ")), last);
  return node;
}

function span(seconds) {
  const s = Math.abs(seconds), pad = (n) => String(n).padStart(2, "0");
  const hours = Math.floor(s / 3600), minutes = Math.floor((s % 3600) / 60);
  return hours ? `${hours}:${pad(minutes)}:${pad(s % 60)}` : `${minutes}:${pad(s % 60)}`;
}

function put(node, text) { if (node.textContent !== text) node.textContent = text; }

function tick() {
  if (!state) return;
  put($("clock"), `${DAY.format(now())} ${TIME.format(now())}`);
  put($("next-event"), nextEvent());
  for (const node of document.querySelectorAll("[data-due]")) {
    const seconds = Math.round((new Date(node.dataset.due) - now()) / 1000);
    put(node, seconds >= 0 ? `还剩 ${span(seconds)}` : `超时 ${span(seconds)}`);
    node.classList.toggle("over", seconds < 0);
  }
}

function nextEvent() {
  if (!state.next_event) return "没有等着的事";
  const at = new Date(state.next_event).getTime(), seconds = Math.round((at - now()) / 1000);
  const due = state.tickets.find((t) => t.status === "open" && t.pickup_due && Math.abs(new Date(t.pickup_due) - at) < 1000);
  const what = due ? `【${due.no}】接单到时` : "下一件事";
  return seconds > 0 ? `${what}：${moment(at)}（${span(seconds)} 后）` : `${what}：马上`;
}

// ---- writing

function mentioned(text) {
  const names = [state.bot, ...(current()?.members ?? [])].sort((a, b) => b.length - a.length);
  const used = new Set();
  let rest = text;
  for (let at = rest.indexOf("@"); at >= 0; at = rest.indexOf("@")) {
    rest = rest.slice(at + 1);
    const name = names.find((each) => rest.startsWith(each));
    if (name) used.add(name);
  }
  return [...used];
}

function post(message) {
  const where = room === PRIVATE ? null : room;
  const sent = command({ do: "send", room: where, from: me, type: "text", text: "", mentions: [], quote: null, attachment: null, ...message });
  if (sent) toEnd();
  return sent;
}

function send() {
  const text = $("composer").value.trim();
  if (!text || !state) return;
  if (!post({ text, quote: quoting, mentions: mentioned(text) })) return;
  $("composer").value = "";
  quote(null);
  closeList();
}

async function sendFile(file) {
  if (file.size > LARGEST) return complain("文件太大，最多 10 MB");
  const form = new FormData();
  form.append("file", file);
  const where = room, as = me;
  try {
    const response = await fetch("/files", { method: "POST", body: form });
    const answer = await response.json();
    if (!response.ok) return complain(answer.error ?? "没传上去，再试一次");
    // The person and group of the moment of choosing, not those of the end of the upload.
    const picture = /\.(png|jpe?g|gif|webp)$/i.test(answer.name);
    post({ type: picture ? "image" : "file", attachment: answer.name, from: as, room: where === PRIVATE ? null : where });
  } catch {
    complain("没传上去，再试一次");
  }
}

// ---- the @ list

function typedName() {
  const box = $("composer");
  return /@([^\s@]*)$/.exec(box.value.slice(0, box.selectionStart))?.[1] ?? null;
}

function openList() {
  const word = typedName(), group = current();
  if (word === null || !group) return closeList();
  const names = [state.bot, ...group.members.filter((name) => name !== me)];
  if (names.includes(word)) return closeList(); // written out in full: Enter sends
  const fits = (name) => [name, person(name)?.name, person(name)?.detail].some((each) => each?.toLowerCase().includes(word.toLowerCase()));
  found = names.filter(fits);
  chosen = 0;
  if (!found.length) return closeList();
  $("at-list").hidden = false;
  $("at-list").replaceChildren(...found.map((name, index) => {
    const node = make("li", "", name);
    node.id = `at-${index}`;
    node.setAttribute("role", "option");
    node.append(make("small", "", name === state.bot ? "机器人" : person(name)?.detail ?? ""));
    node.onpointerdown = (event) => { event.preventDefault(); };
    node.onclick = () => take(name);
    return node;
  }));
  point(0);
}

function point(index) {
  chosen = (index + found.length) % found.length;
  [...$("at-list").children].forEach((node, each) => node.setAttribute("aria-selected", String(each === chosen)));
  $("at-list").children[chosen].scrollIntoView({ block: "nearest" });
  $("composer").setAttribute("aria-activedescendant", `at-${chosen}`);
}

function closeList() {
  found = [];
  $("at-list").hidden = true;
  $("composer").removeAttribute("aria-activedescendant");
}

function take(name) {
  const box = $("composer"), end = box.selectionStart, start = end - (typedName() ?? "").length;
  box.setRangeText(`${name} `, start, end, "end");
  closeList();
  box.focus();
}

// ---- the drawer of tickets on narrow screens

function drawer(open) {
  document.body.classList.toggle("tickets", open);
  $("shade").hidden = !open;
  $("show-tickets").setAttribute("aria-expanded", String(open));
  (open ? $("hide-tickets") : $("show-tickets")).focus();
}

// ---- wiring

$("form").onsubmit = (event) => { event.preventDefault(); send(); };
$("composer").oninput = openList;
$("composer").onblur = closeList;
$("composer").onkeydown = (event) => {
  if (event.isComposing || event.keyCode === 229) return; // an input method is still at work
  if (found.length && ["ArrowDown", "ArrowUp", "Enter", "Tab", "Escape"].includes(event.key)) {
    event.preventDefault();
    if (event.key === "ArrowDown") point(chosen + 1);
    else if (event.key === "ArrowUp") point(chosen - 1);
    else if (event.key === "Escape") closeList();
    else take(found[chosen]);
  } else if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    send();
  }
};
$("at").onclick = () => {
  const box = $("composer");
  box.focus();
  box.setRangeText("@", box.selectionStart, box.selectionEnd, "end");
  openList();
};
$("pick-file").onclick = () => $("file").click();
$("file").onchange = () => { const file = $("file").files[0]; if (file) sendFile(file); $("file").value = ""; };
$("me").onchange = () => become($("me").value);
$("me-search").oninput = () => { if (state) showPeople(); };
$("me-search").onkeydown = (event) => {
  if (event.key === "Escape") { $("me-search").value = ""; showPeople(); }
  if (event.key !== "Enter" || event.isComposing || !$("me-search").value.trim()) return;
  const word = $("me-search").value.trim().toLowerCase();
  const options = [...$("me").options], hit = options.find((each) => each.textContent.toLowerCase().includes(word));
  if (hit) { become(hit.value); $("composer").focus(); } else complain("没有找到这个人");
};
$("quoting").lastElementChild.onclick = () => { quote(null); $("composer").focus(); };
$("advance-60").onclick = () => command({ do: "advance", seconds: 60 });
$("advance-300").onclick = () => command({ do: "advance", seconds: 300 });
$("advance-next").onclick = () => command({ do: "advance", seconds: null });
$("show-tickets").onclick = () => drawer(!document.body.classList.contains("tickets"));
$("hide-tickets").onclick = () => drawer(false);
$("shade").onclick = () => drawer(false);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && document.body.classList.contains("tickets")) drawer(false);
});
$("help").onclick = () => { $("hint").hidden = !$("hint").hidden; };
$("hide-hint").onclick = () => { $("hint").hidden = true; remember(localStorage, "hint", "off"); };
$("hint").hidden = recall(localStorage, "hint") === "off";
setInterval(tick, 500);
connect();
