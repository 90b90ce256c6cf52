package dev.sluice.contracts.admission;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RedisServerTest {

    private static final String RUN = "1a".repeat(20);
    private static final String DATA = "2b".repeat(20);

    @Test
    void isNamedByItsRunAndItsData() {
        String info = "# Server\r\nredis_version:6.2.11\r\nrun_id:" + RUN + "\r\n# Replication\r\nmaster_replid:" + DATA
                + "\r\nmaster_replid2:" + "0".repeat(40) + "\r\n";

        assertThat(RedisServer.parse(info).sentinel()).isEqualTo(RUN + "/" + DATA + "/2");
    }

    @Test
    void refusesAnAnswerThatNamesNoServer() {
        assertThatIllegalArgumentException().isThrownBy(() -> RedisServer.parse("# Server\r\n"))
                .withMessageContaining("run_id");
    }
}
