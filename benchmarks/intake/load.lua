-- SPDX-License-Identifier: EUPL-1.2
-- wrk sends one prepared submission after the other (SHEETS, from line FIRST on), each once, and prints what
-- came back as one line of JSON.
local lines = {}
at, taken = 0, 0
local threads = {}

function setup(thread) table.insert(threads, thread) end

function init(args)
  local number, first = 0, tonumber(os.getenv("FIRST"))
  for line in io.lines(os.getenv("SHEETS")) do
    if number >= first then lines[#lines + 1] = line end
    number = number + 1
  end
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
end

function request()
  at = at + 1
  if at > #lines then wrk.thread:stop() at = #lines end
  return wrk.format(nil, "/collect/api/v1/submissions", nil, lines[at])
end

function response(status, headers, body)
  if status == 201 then taken = taken + 1 end
end

function done(summary, latency, requests)
  local sent, acknowledged = 0, 0
  for _, thread in ipairs(threads) do
    sent = sent + thread:get("at")
    acknowledged = acknowledged + thread:get("taken")
  end
  io.write(string.format(
    '{"seconds": %f, "sent": %d, "acknowledged": %d, "p50_ms": %f, "p99_ms": %f, "failed": %d}\n',
    summary.duration / 1e6, sent, acknowledged, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
