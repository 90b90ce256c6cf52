package dev.sluice.streams.accounts.rows;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

import dev.sluice.contracts.admission.RingShape;
import dev.sluice.contracts.admission.WindowsView;
import dev.sluice.contracts.rated.UsageAlert.Window;

/// Everything that is counted for one scope: rolling windows, the month and the lifetime. Money in
/// nano-dollars. Open reservations are in it with their estimate. Not thread-safe.
public final class Windows {

    private static final long NANOS_PER_MICRO = 1_000;

    private final Ring minute;
    private final Ring fiveHours;
    private final Ring day;
    private final Ring week;
    private long monthStartMillis;
    private long monthEndMillis;
    private long monthNanos;
    private long monthTokens;
    private long totalNanos;
    private long totalTokens;
    private long totalRequests;

    public Windows() {
        this(new Ring(RingShape.MINUTE), new Ring(RingShape.FIVE_HOURS), new Ring(RingShape.DAY),
                new Ring(RingShape.WEEK));
    }

    private Windows(Ring minute, Ring fiveHours, Ring day, Ring week) {
        this.minute = minute;
        this.fiveHours = fiveHours;
        this.day = day;
        this.week = week;
    }

    public Windows copy() {
        Windows copy = new Windows(minute.copy(), fiveHours.copy(), day.copy(), week.copy());
        copy.scalars(monthStartMillis, monthEndMillis, monthNanos, monthTokens, totalNanos, totalTokens, totalRequests);
        return copy;
    }

    /// Counts at `millis`, the time of the admission: the estimate when a request is reserved, later the signed
    /// difference to it. A month opens with the first count in it, by the zone of that moment.
    public void count(long millis, long requests, long tokens, long nanos, ZoneId zone) {
        minute.add(millis, requests, tokens);
        fiveHours.add(millis, nanos, 0);
        day.add(millis, nanos, requests);
        week.add(millis, nanos, 0);
        if (millis >= monthEndMillis) {
            openMonth(millis, zone);
        }
        if (millis >= monthStartMillis) {
            monthNanos += nanos;
            monthTokens += tokens;
        }
        totalNanos += nanos;
        totalTokens += tokens;
        totalRequests += requests;
    }

    private void openMonth(long millis, ZoneId zone) {
        ZonedDateTime first = Instant.ofEpochMilli(millis).atZone(zone).toLocalDate().withDayOfMonth(1)
                .atStartOfDay(zone);
        monthStartMillis = Math.max(monthEndMillis, first.toInstant().toEpochMilli());
        monthEndMillis = first.plusMonths(1).toInstant().toEpochMilli();
        monthNanos = 0;
        monthTokens = 0;
    }

    public long requestsPerMinute(long millis) {
        return minute.first(millis);
    }

    public long tokensPerMinute(long millis) {
        return minute.second(millis);
    }

    public long requestsPerDay(long millis) {
        return day.second(millis);
    }

    public long tokensPerMonth(long millis) {
        return millis < monthEndMillis ? Math.max(0, monthTokens) : 0;
    }

    /// What is spent in the window at `millis`, without the `openNanos` that are reserved: those are taken from each
    /// window whole, so that it is never more than what was spent.
    public long spentNanos(Window window, long millis, long openNanos) {
        long counted = switch (window) {
            case FIVE_HOURS -> fiveHours.first(millis);
            case DAY -> day.first(millis);
            case WEEK -> week.first(millis);
            case MONTH -> millis < monthEndMillis ? monthNanos : 0;
            case TOTAL -> totalNanos;
        };
        return Math.max(0, counted - openNanos);
    }

    /// What is spent on the day of `millis` (UTC), without the `openNanos` that are reserved.
    public long spentTodayNanos(long millis, long openNanos) {
        return Math.max(0, week.firstNow(millis) - openNanos);
    }

    /// What was spent on the busiest of the seven days before that of `millis` (UTC).
    public long busiestDayNanos(long millis) {
        return week.mostBefore(millis);
    }

    /// When the day of `millis` ends (UTC).
    public static long dayEndMillis(long millis) {
        return (RingShape.WEEK.bucket(millis) + 1) * RingShape.WEEK.bucketMillis();
    }

    public long monthEndMillis() {
        return monthEndMillis;
    }

    public long monthNanos() {
        return monthNanos;
    }

    public long monthTokens() {
        return monthTokens;
    }

    public long totalNanos() {
        return totalNanos;
    }

    public long totalTokens() {
        return totalTokens;
    }

    public long totalRequests() {
        return totalRequests;
    }

    /// As Redis holds it.
    public WindowsView view(long asOfMillis) {
        StringBuilder text = new StringBuilder(256);
        minute.appendTo(text, asOfMillis, false);
        fiveHours.appendTo(text.append(';'), asOfMillis, true);
        day.appendTo(text.append(';'), asOfMillis, true);
        week.appendTo(text.append(';'), asOfMillis, true);
        text.append(';').append(monthEndMillis).append(',').append(micros(monthNanos)).append(',')
                .append(Math.max(0, monthTokens)).append(';').append(micros(totalNanos));
        return new WindowsView(text.toString());
    }

    private static long micros(long nanos) {
        return Math.max(0, Math.ceilDiv(nanos, NANOS_PER_MICRO));
    }

    void write(RowWriter out) {
        minute.write(out);
        fiveHours.write(out);
        day.write(out);
        week.write(out);
        out.number(monthStartMillis);
        out.number(monthEndMillis);
        out.number(monthNanos);
        out.number(monthTokens);
        out.number(totalNanos);
        out.number(totalTokens);
        out.number(totalRequests);
    }

    static Windows read(RowReader in) {
        Windows windows = new Windows(Ring.read(in, RingShape.MINUTE), Ring.read(in, RingShape.FIVE_HOURS),
                Ring.read(in, RingShape.DAY), Ring.read(in, RingShape.WEEK));
        windows.scalars(in.number(), in.number(), in.number(), in.number(), in.number(), in.number(), in.number());
        return windows;
    }

    private void scalars(long monthStart, long monthEnd, long ofMonth, long tokensOfMonth, long total, long tokens,
            long requests) {
        monthStartMillis = monthStart;
        monthEndMillis = monthEnd;
        monthNanos = ofMonth;
        monthTokens = tokensOfMonth;
        totalNanos = total;
        totalTokens = tokens;
        totalRequests = requests;
    }
}
