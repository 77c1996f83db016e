"use strict";
// Shows the events of /live, and of /actuator/bus how the streams travel. Nothing here but the browser's own means.

const SAMPLES = 480;
const WIDTH = 1140;
const HEIGHT = 150;
const LEFT = 56;
const history = [];
const byId = id => document.getElementById(id);
const count = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

function time(us) {
  if (!us) return "–";
  return us < 1000 ? us.toFixed(0) + " µs" : us < 1e6 ? (us / 1000).toFixed(2) + " ms" : (us / 1e6).toFixed(2) + " s";
}

function words(name) {
  return name.toLowerCase().replaceAll("_", " ");
}

function svg(name, attributes, text) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

function cell(row, text, kind) {
  const element = row.insertCell();
  element.textContent = text;
  if (kind) element.className = kind;
}

const x = i => LEFT + (WIDTH - LEFT) * (i + SAMPLES - history.length) / (SAMPLES - 1);

function frame(chart) {
  chart.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
  chart.setAttribute("preserveAspectRatio", "none");
  chart.replaceChildren();
}

function gridLine(chart, y, label) {
  chart.append(svg("line", { class: "grid", x1: LEFT, x2: WIDTH, y1: y, y2: y }));
  chart.append(svg("text", { x: LEFT - 6, y: y + 4, "text-anchor": "end" }, label));
}

function round(value) {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return [1, 2, 5, 10].map(step => step * power).find(step => step >= value);
}

function drawRate() {
  const chart = byId("rate-chart");
  const top = round(Math.max(10, ...history.map(each => Math.max(each.accepted + each.rejected, each.refused))));
  const y = value => HEIGHT - 8 - (HEIGHT - 20) * value / top;
  frame(chart);
  [0, 0.5, 1].forEach(share => gridLine(chart, y(top * share), count.format(top * share)));
  const area = (low, high) => "M" + history.map((each, i) => `${x(i).toFixed(1)},${y(high(each)).toFixed(1)}`).join("L")
      + "L" + history.map((each, i) => `${x(i).toFixed(1)},${y(low(each)).toFixed(1)}`).reverse().join("L") + "Z";
  if (history.length > 1) {
    chart.append(svg("path", { class: "area-good", d: area(() => 0, each => each.accepted) }));
    chart.append(svg("path", { class: "area-bad", d: area(each => each.accepted, each => each.accepted + each.rejected) }));
    if (history.some(each => each.refused > 0)) {
      chart.append(svg("path", { class: "area-warn",
        d: "M" + history.map((each, i) => `${x(i).toFixed(1)},${y(each.refused).toFixed(1)}`).join("L") }));
    }
  }
}

function drawLatency() {
  const chart = byId("latency-chart");
  const known = history.filter(each => each.p99Us > 0);
  const low = Math.floor(Math.log10(Math.max(1, Math.min(...known.map(each => each.p50Us), 100))));
  const high = Math.max(low + 2, Math.ceil(Math.log10(Math.max(...known.map(each => each.p99Us), 1000))));
  const y = us => HEIGHT - 8 - (HEIGHT - 20) * (Math.log10(Math.max(1, us)) - low) / (high - low);
  frame(chart);
  for (let power = low; power <= high; power++) gridLine(chart, y(10 ** power), time(10 ** power).replace(".00", ""));
  for (const [kind, value] of [["line", each => each.p50Us], ["line99", each => each.p99Us]]) {
    let path = "";
    let isDrawing = false;
    history.forEach((each, i) => {
      if (value(each) > 0) path += `${isDrawing ? "L" : "M"}${x(i).toFixed(1)},${y(value(each)).toFixed(1)}`;
      isDrawing = value(each) > 0;
    });
    if (path) chart.append(svg("path", { class: kind, d: path }));
  }
}

function showTotals(sample) {
  for (const name of ["sent", "decisions", "accepted", "outstanding", "refused"]) {
    byId(name).textContent = count.format(sample.totals[name]);
  }
  byId("rejected").textContent = count.format(sample.totals.decisions - sample.totals.accepted);
  byId("rate").textContent = count.format(sample.pace.accepted + sample.pace.rejected);
  byId("latency-now").textContent = sample.pace.p99Us > 0 ? `${time(sample.pace.p50Us)} / ${time(sample.pace.p99Us)}` : "";
  const used = Math.round(sample.pace.windowUsed * 100);
  byId("window").style.width = used + "%";
  byId("window").className = used > 80 ? "full" : "";
  byId("window-text").textContent = used + " % of what may be in front of the risk service";
}

function showPeer(state) {
  const peer = byId("peer");
  peer.textContent = "risk service: " + state.replace("-", " ");
  peer.className = "state " + (state === "up" ? "up" : state === "lost" || state === "waiting" ? "down" : "busy");
}

function showReasons(sample) {
  const reasons = Object.entries(sample.verdicts).filter(([name]) => name !== "ACCEPTED");
  const most = Math.max(1, ...reasons.map(([, number]) => number));
  byId("reasons").replaceChildren(...reasons.map(([name, number]) => {
    const row = document.createElement("div");
    row.className = number ? "reason" : "reason none";
    const label = document.createElement("span");
    const bar = document.createElement("i");
    const value = document.createElement("b");
    label.textContent = words(name);
    bar.style.width = 100 * number / most + "%";
    value.textContent = count.format(number);
    row.append(label, bar, value);
    return row;
  }));
  byId("repairs").textContent = sample.totals.resent + " orders asked for again after a loss, "
      + sample.totals.repeated + " decisions told again, " + sample.totals.unexpected + " decisions nobody waited for";
}

function showTables(sample) {
  const percentiles = document.createElement("tbody");
  for (const [name, us] of Object.entries(sample.latencyUs)) {
    const row = percentiles.insertRow();
    cell(row, name);
    cell(row, time(us));
  }
  byId("percentiles").replaceChildren(percentiles);
  const recent = document.createElement("tbody");
  for (const each of sample.recent) {
    const row = recent.insertRow();
    cell(row, each.orderId);
    cell(row, each.account);
    cell(row, words(each.side));
    cell(row, count.format(each.quantity), "n");
    cell(row, each.symbol);
    cell(row, each.price, "n");
    cell(row, words(each.verdict), each.verdict === "ACCEPTED" ? "verdict-good" : "verdict-bad");
    cell(row, time(each.latencyUs), "n");
  }
  byId("recent").replaceChildren(...recent.rows);
}

// What a stream within this machine does not have, such as requests for lost data, stays empty.
function streamRow(body, stream, way, values) {
  const row = body.insertRow();
  cell(row, stream.name);
  cell(row, stream.channel);
  cell(row, way);
  for (const value of values) cell(row, value === undefined ? "" : count.format(value), "n");
}

function showStreams(bus, streams) {
  const body = document.createElement("tbody");
  for (const stream of streams) {
    for (const each of stream.publications) {
      const sender = each.network || {};
      streamRow(body, stream, "sent", [each.position, sender.limit, sender.naksReceived, undefined]);
    }
    for (const each of stream.subscriptions.flatMap(subscription => subscription.sessions)) {
      const receiver = each.network || {};
      streamRow(body, stream, receiver.source ? "received from " + receiver.source : "received",
          [each.position, undefined, receiver.naksSent, receiver.lostBytes]);
    }
  }
  byId("streams").replaceChildren(...body.rows);
  byId("not-connected").textContent = Object.entries(bus.streams)
      .filter(([, stream]) => stream.notConnectedBecause)
      .map(([name, stream]) => name + ": " + stream.notConnectedBecause).join(" \u2014 ");
}

async function json(path) {
  return (await fetch(path)).json();
}

async function watchStreams() {
  try {
    const bus = await json("actuator/bus");
    showStreams(bus, await Promise.all(Object.keys(bus.streams).map(name => json("actuator/bus/" + name))));
  } catch (failure) {
    // The gateway is away, which "page" says already; or its actuator is not at this address.
    byId("streams").replaceChildren();
    byId("not-connected").textContent = "";
  }
  setTimeout(watchStreams, 1000);
}

function remember(pace) {
  history.push(pace);
  if (history.length > SAMPLES) history.shift();
}

function listen() {
  const events = new EventSource("live");
  const link = byId("link");
  events.addEventListener("open", () => { link.textContent = "page: live"; link.className = "state up"; });
  events.addEventListener("error", () => {
    link.textContent = "page: gateway away";
    link.className = "state down";
    byId("peer").className = "state";
  });
  events.addEventListener("history", event => {
    history.length = 0;
    JSON.parse(event.data).forEach(remember);
  });
  events.addEventListener("sample", event => {
    const sample = JSON.parse(event.data);
    remember(sample.pace);
    showPeer(sample.peer);
    showTotals(sample);
    showReasons(sample);
    showTables(sample);
    drawRate();
    drawLatency();
  });
}

byId("order").addEventListener("submit", async event => {
  event.preventDefault();
  const fields = Object.fromEntries(new FormData(event.target));
  const answer = byId("answer");
  try {
    const response = await fetch("orders", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...fields, quantity: Number(fields.quantity) }),
    });
    const body = await response.json();
    answer.textContent = body.status && body.orderId
        ? words(body.status) + (body.reason ? ": " + words(body.reason) : "") : body.detail || response.statusText;
    answer.className = body.status === "ACCEPTED" ? "verdict-good" : "verdict-bad";
  } catch (failure) {
    answer.textContent = "gateway away";
    answer.className = "verdict-bad";
  }
});
listen();
watchStreams();
