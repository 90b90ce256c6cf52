package dev.sluice.streams.command;

import java.io.PrintStream;
import java.util.Locale;

import dev.sluice.streams.verifying.Findings;
import dev.sluice.streams.verifying.Subject;
import dev.sluice.streams.verifying.Verdict;

/// A verdict as a person reads it.
final class VerdictPage {

    private static final double MILLIS_PER_SECOND = 1_000;

    private VerdictPage() {}

    static void print(Verdict.Compared verdict, PrintStream out) {
        double seconds = Math.max(1, verdict.took().toMillis()) / MILLIS_PER_SECOND;
        out.printf(Locale.ROOT, "%,d events of %,d accounts in %d partitions, replayed and compared in %.1f s"
                + " (%,.0f events/s)%n", verdict.events(), verdict.accounts(), verdict.partitions(), seconds,
                verdict.events() / seconds);
        verdict.since().ifPresent(at -> out.println("begun with the snapshots, the oldest of " + at));
        if (verdict.undecided() > 0) {
            out.printf(Locale.ROOT, "%,d of them came while this was read, or are not decided yet%n",
                    verdict.undecided());
        }
        Findings findings = verdict.findings();
        for (Subject subject : Subject.values()) {
            out.printf(Locale.ROOT, "  %-18s %,12d compared %,9d differ%n", subject, findings.compared(subject),
                    findings.different(subject));
        }
        for (Subject subject : Subject.values()) {
            findings.told(subject).forEach(sentence -> out.println("differs: " + subject + ": " + sentence));
        }
        out.println(findings.isClean() ? "Nothing differs." : "The log and what is stored differ: see above.");
        out.flush();
    }
}
