package dev.sluice.contracts.json;

import java.time.Instant;
import java.time.Month;
import java.time.Year;

import org.jspecify.annotations.Nullable;

/// Instants as `2026-11-23T12:00:00.123Z`: what `Instant.toString` and `Instant.parse` do, for the one form that
/// events have, in a tenth of their time. Every event has three of them or more.
public final class InstantText {

    /// Without a fraction, and with all of it.
    private static final int LENGTH_MIN = 20;
    private static final int LENGTH_MAX = 30;
    private static final int POINT = 19;
    private static final int SECONDS_PER_DAY = 86_400;
    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;
    private static final int[] SCALE = {0, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1};
    /// 0000-01-01 and 10000-01-01.
    private static final long FIRST_SECOND = -62_167_219_200L;
    private static final long END_SECOND = 253_402_300_800L;
    private static final int DAYS_TO_1970 = 719_468;
    private static final int DAYS_PER_ERA = 146_097;
    private static final int YEARS_PER_ERA = 400;

    private InstantText() {}

    /// As `Instant.toString` writes it: a fraction of 0, 3, 6 or 9 digits.
    public static String of(Instant instant) {
        long second = instant.getEpochSecond();
        if (second < FIRST_SECOND || second >= END_SECOND) {
            return instant.toString();
        }
        int nanos = instant.getNano();
        int digits = digits(nanos);
        char[] text = new char[digits == 0 ? LENGTH_MIN : LENGTH_MIN + 1 + digits];
        date(text, Math.floorDiv(second, (long) SECONDS_PER_DAY));
        int ofDay = (int) Math.floorMod(second, (long) SECONDS_PER_DAY);
        text[10] = 'T';
        two(text, 11, ofDay / 3_600);
        text[13] = ':';
        two(text, 14, ofDay / 60 % 60);
        text[16] = ':';
        two(text, 17, ofDay % 60);
        if (digits > 0) {
            text[POINT] = '.';
            int rest = nanos / SCALE[digits];
            for (int at = POINT + digits; at > POINT; at--) {
                text[at] = (char) ('0' + rest % 10);
                rest /= 10;
            }
        }
        text[text.length - 1] = 'Z';
        return new String(text);
    }

    private static int digits(int nanos) {
        if (nanos == 0) {
            return 0;
        }
        if (nanos % NANOS_PER_MILLI == 0) {
            return 3;
        }
        return nanos % NANOS_PER_MICRO == 0 ? 6 : 9;
    }

    /// Days since 1970 as year, month and day: counted in eras of 400 years that begin in March.
    private static void date(char[] text, long epochDay) {
        int day = (int) (epochDay + DAYS_TO_1970);
        int era = Math.floorDiv(day, DAYS_PER_ERA);
        int ofEra = day - era * DAYS_PER_ERA;
        int yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365;
        int ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int fromMarch = (5 * ofYear + 2) / 153;
        int month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
        int year = yearOfEra + era * YEARS_PER_ERA + (month <= 2 ? 1 : 0);
        two(text, 0, year / 100);
        two(text, 2, year % 100);
        text[4] = '-';
        two(text, 5, month);
        text[7] = '-';
        two(text, 8, ofYear - (153 * fromMarch + 2) / 5 + 1);
    }

    private static void two(char[] text, int at, int number) {
        text[at] = (char) ('0' + number / 10);
        text[at + 1] = (char) ('0' + number % 10);
    }

    /// Null for anything that is not this form, were it an instant in another.
    public static @Nullable Instant parse(String text) {
        int length = text.length();
        if (length < LENGTH_MIN || length > LENGTH_MAX || length == LENGTH_MIN + 1 || text.charAt(length - 1) != 'Z'
                || !isForm(text)) {
            return null;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        if (month < 1 || month > 12 || day < 1 || day > Month.of(month).length(Year.isLeap(year)) || hour > 23
                || minute > 59 || second > 59) {
            return null;
        }
        int digits = length - LENGTH_MIN - 1;
        int nanos = digits <= 0 ? 0 : number(text, LENGTH_MIN, length - 1) * SCALE[digits];
        return Instant.ofEpochSecond((epochDay(year, month, day) * 24 + hour) * 3_600 + minute * 60L + second, nanos);
    }

    private static boolean isForm(String text) {
        for (int i = 0; i < text.length() - 1; i++) {
            char expected = switch (i) {
                case 4, 7 -> '-';
                case 10 -> 'T';
                case 13, 16 -> ':';
                case POINT -> '.';
                default -> '0';
            };
            char c = text.charAt(i);
            if (expected == '0' ? c < '0' || c > '9' : c != expected) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }

    private static long epochDay(int year, int month, int day) {
        int fromMarch = month <= 2 ? year - 1 : year;
        int era = Math.floorDiv(fromMarch, YEARS_PER_ERA);
        int yearOfEra = fromMarch - era * YEARS_PER_ERA;
        int ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        int ofEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + ofYear;
        return (long) era * DAYS_PER_ERA + ofEra - DAYS_TO_1970;
    }
}
