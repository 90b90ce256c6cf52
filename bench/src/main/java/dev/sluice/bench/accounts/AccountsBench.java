package dev.sluice.bench.accounts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

import dev.sluice.bench.page.Section;
import dev.sluice.bench.page.Setting;
import dev.sluice.bench.platform.Backend;
import dev.sluice.bench.platform.Checkout;

/// The numbers of accounts, part by part, each with Kafka, Redis, usage-streams and `api` in processes of their own. How
/// to start it: `bench/README.md`.
public final class AccountsBench {

    private final AccountsOptions options;
    private final Checkout checkout;
    private final Setting setting;
    private boolean valid = true;

    private AccountsBench(AccountsOptions options, Checkout checkout, Setting setting) {
        this.options = options;
        this.checkout = checkout;
        this.setting = setting;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        AccountsOptions options = AccountsOptions.parse(args);
        Setting setting = Setting.now(InstantSource.system(), "AccountsBench", args);
        Path home = Path.of(System.getProperty("sluice.home", ".")).toAbsolutePath().normalize();
        Checkout checkout = new Checkout(home, Files.createTempDirectory("sluice-accounts-"));
        AccountsBench bench = new AccountsBench(options, checkout, setting);
        try (Backend backend = Backend.withStreamsLikeTheOthers(checkout); Mailroom mailroom = new Mailroom()) {
            backend.start();
            SigningKey.write(checkout.folder("secrets"));
            bench.measure(new Scene(checkout, backend, mailroom));
        } finally {
            if (options.profile()) {
                System.out.println("recordings and logs: " + checkout.work());
            } else {
                Folders.remove(checkout.work());
            }
        }
        System.exit(bench.valid ? 0 : 1);
    }

    /// One part of the run.
    private interface Part {
        void measure(Report report) throws IOException, InterruptedException;
    }

    private void measure(Scene scene) throws IOException, InterruptedException {
        part("commands", report -> new Running(scene, options.profile(), report).commands());
        part("reads", report -> new Running(scene, options.profile(), report).reads());
        part("storm", report -> new Storm(scene, report).measure());
        part("effects", report -> new Effects(scene, report).measure());
        part("starts", report -> new Starts(scene, report).measure(options.people(),
                InstantSource.system().instant()));
    }

    private void part(String name, Part part) throws IOException, InterruptedException {
        if (!options.asks(name)) {
            return;
        }
        Report report = new Report();
        part.measure(report);
        List<String> faults = report.faults();
        if (!faults.isEmpty()) {
            valid = false;
        } else if (options.record()) {
            new Section("<!-- accounts, " + name + ": the last recorded run -->",
                    "<!-- end of accounts, " + name + " -->")
                    .write(checkout.home().resolve("bench/RESULTS.md"), setting.text() + "\n" + report.markdown());
        }
    }
}
