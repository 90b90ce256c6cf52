package dev.sluice.quickstart.journeys;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.quickstart.platform.LocalPlatform;
import dev.sluice.quickstart.platform.Ports;

import static org.assertj.core.api.Assertions.assertThat;

/// The client API keeps its whole contract, as the script of `docs/how-to` asks for it with curl.
@ExtendWith(RunningPlatform.class)
class WholeContractJourneyIT {

    @TempDir
    private Path home;

    @Test
    void theScriptGoesThroughAllOfIt(LocalPlatform platform) {
        Path script = Path.of("..", "docs", "how-to", "whole-contract.sh").toAbsolutePath().normalize();

        String said = ClientProgram.run(List.of("bash", script.toString()), Map.of("SLUICE_URL",
                Ports.url(platform.ports().api()).toString(), "SLUICE_MAILBOX_URL",
                Ports.url(platform.ports().mailbox()).toString()), home);

        assertThat(said).endsWith("The whole contract holds.\n");
    }
}
