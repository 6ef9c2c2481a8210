-- For wrk: asks for the addresses of a file, one after the other; with a second argument each address is one of its own,
-- so that no page that was kept fits. At the end it prints what was measured, in milliseconds.
local paths, number, own = {}, 0, nil

function init(arguments)
   for line in io.lines(arguments[1]) do paths[#paths + 1] = line end
   own = arguments[2]
   wrk.headers["Accept-Encoding"] = "gzip"
end

function request()
   number = number + 1
   local path = paths[number % #paths + 1]
   if own then
      path = path .. (path:find("?", 1, true) and "&" or "?") .. own .. "=" .. number
   end
   return wrk.format("GET", path)
end

function done(summary, latency)
   local errors = summary.errors
   io.write(string.format("MEASURED %d %f %f %f %d\n", summary.requests, summary.duration / 1e6,
      latency:percentile(50) / 1000, latency:percentile(95) / 1000,
      errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
