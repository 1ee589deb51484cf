-- Asks for the addresses in a file in turn, and says what came of it as JSON on the last line.
-- wrk … -s wrk.lua http://127.0.0.1:8000 -- FILE
local asked, at = {}, 0

function init(arguments)
  for address in io.lines(arguments[1]) do asked[#asked + 1] = wrk.format("GET", address) end
end

function request()
  at = at % #asked + 1
  return asked[at]
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  print(string.format('{"requests": %d, "seconds": %.6f, "bytes": %d, "failed": %d, "p99_ms": %.3f, "max_ms": %.3f}',
    summary.requests, summary.duration / 1e6, summary.bytes, failed, latency:percentile(99) / 1e3, latency.max / 1e3))
end
