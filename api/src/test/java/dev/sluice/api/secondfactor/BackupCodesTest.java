package dev.sluice.api.secondfactor;

import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.sluice.api.sealing.KnownSecrets;
import dev.sluice.contracts.ids.UserId;

import static org.assertj.core.api.Assertions.assertThat;

class BackupCodesTest {

    private static final UserId ADA = UserId.of(new UUID(0x7000, 1));
    private static final UserId BOB = UserId.of(new UUID(0x7000, 2));
    private final BackupCodes codes = new BackupCodes(new SecureRandom(), KnownSecrets.pepper());

    @Test
    void thereAreTenAllDifferentAndEasyToRead() {
        List<String> made = codes.generate();

        assertThat(made).hasSize(10).doesNotHaveDuplicates()
                .allSatisfy(code -> assertThat(code).matches("[a-z2-7]{4}-[a-z2-7]{4}-[a-z2-7]{4}"));
    }

    @Test
    void howACodeIsTypedDoesNotMatter() {
        assertThat(codes.hash(ADA, "ABCD efgh2345")).isEqualTo(codes.hash(ADA, "abcd-efgh-2345"));
    }

    @Test
    void theSameCodeOfTwoPeopleHasTwoHashes() {
        assertThat(codes.hash(ADA, "abcd-efgh-2345")).isNotEqualTo(codes.hash(BOB, "abcd-efgh-2345"));
    }
}
