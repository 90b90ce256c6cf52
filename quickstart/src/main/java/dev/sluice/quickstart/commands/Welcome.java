package dev.sluice.quickstart.commands;

import java.time.Duration;
import java.util.Locale;

import dev.sluice.quickstart.platform.DemoEnv;
import dev.sluice.quickstart.platform.Folders;
import dev.sluice.quickstart.platform.Ports;

/// What a person reads when the platform is ready: addresses, the demo account, lines to paste.
final class Welcome {

    private static final String TEXT = """

            Sluice is ready after %1$.1f s.

              Application   %2$s
              Relay         %3$s
              Mailbox       %4$s
              Demo account  %5$s  password %6$s
              Demo key      %7$s
              Logs          %8$s

            Claude Code:
              export ANTHROPIC_BASE_URL=%3$s/api/client ANTHROPIC_AUTH_TOKEN=%7$s
              claude -p "say hi"

            Codex (OPENAI_BASE_URL has no effect; add to ~/.codex/config.toml, then export SLUICE_KEY=%7$s):
              model_provider = "sluice"
              [model_providers.sluice]
              name = "Sluice"
              base_url = "%3$s/api/client/v1"
              env_key = "SLUICE_KEY"
              wire_api = "responses"

            curl:
              curl -s %3$s/api/client/v1/messages -H 'authorization: Bearer %7$s' \\
                -H 'anthropic-version: 2023-06-01' -H 'content-type: application/json' \\
                -d '{"model":"claude-opus-5-5","max_tokens":64,"messages":[{"role":"user","content":"say hi"}]}'

            """;

    private static final double MILLIS_PER_SECOND = 1000.0;

    private Welcome() {}

    static String text(Ports ports, DemoEnv demo, Folders folders, Duration took) {
        return String.format(Locale.ROOT, TEXT, took.toMillis() / MILLIS_PER_SECOND, Ports.url(ports.api()),
                Ports.url(ports.relay()), Ports.url(ports.mailbox()), demo.email(), demo.password(), demo.key(),
                folders.data().resolve("logs"));
    }
}
