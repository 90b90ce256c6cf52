package dev.sluice.relay.admission;

/// Totals of the reservations of one scope that the log has not shown yet, as `local.lua` tells them:
/// `entries micros requests tokens|bucket:requests:tokens|…`.
record LocalUse(long micros, long requests, long tokens, String buckets) {

    /// What was reserved within the last minute.
    record Minute(long requests, long tokens) {}

    /// An empty text stands for nothing.
    static LocalUse parse(String text) {
        if (text.isEmpty()) {
            return new LocalUse(0, 0, 0, "");
        }
        int bar = text.indexOf('|');
        String[] totals = (bar < 0 ? text : text.substring(0, bar)).split(" ", -1);
        return new LocalUse(Long.parseLong(totals[1]), Long.parseLong(totals[2]), Long.parseLong(totals[3]),
                bar < 0 ? "" : text.substring(bar + 1));
    }

    /// What lies in the buckets from `oldest` on.
    Minute since(long oldest) {
        long inRequests = 0;
        long inTokens = 0;
        for (String bucket : buckets.isEmpty() ? new String[0] : buckets.split("\\|", -1)) {
            String[] columns = bucket.split(":", -1);
            if (Long.parseLong(columns[0]) >= oldest) {
                inRequests += Long.parseLong(columns[1]);
                inTokens += Long.parseLong(columns[2]);
            }
        }
        return new Minute(inRequests, inTokens);
    }
}
