package dev.sluice.bench.measuring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Memory of a process, seen from outside.
public final class Memory {

    private static final Pattern RSS = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)\\s*$");
    private static final long KILO = 1024;

    private Memory() {}

    /// Bytes of physical memory of a process and its children. Pages they share count for each.
    public static long rss(long pid) {
        return rssOf(pid) + ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants)
                .mapToLong(child -> rssOf(child.pid())).sum();
    }

    private static long rssOf(long pid) {
        try {
            Matcher matcher = RSS.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
            return matcher.find() ? Long.parseLong(matcher.group(1)) * KILO : 0;
        } catch (IOException ended) {
            return 0;
        }
    }

    /// Bytes of the objects that a JVM still reaches, after a full collection of its own.
    public static long liveHeap(long pid) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
                .redirectErrorStream(true).start();
        String histogram = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        Matcher matcher = TOTAL.matcher(histogram);
        if (!matcher.find()) {
            throw new IllegalStateException("jcmd " + pid + ": no total in its histogram (expected: a line Total)");
        }
        return Long.parseLong(matcher.group(1));
    }
}
