package dev.sluice.relay;

import java.time.Duration;

import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;

import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.relay.journal.recording.Durability;
import dev.sluice.relay.journal.recording.JournalBounds;
import dev.sluice.relay.journal.segment.JournalSettings;

/// The journal's settings, `SLUICE_JOURNAL_DURABILITY` and so on.
///
/// @param durability
///            what an event survives before its request goes on
/// @param segment
///            size of one file, 1 MB to 1 GB
/// @param bytesMax
///            how much may wait for Kafka on disk
/// @param ageMax
///            how long a record may wait for Kafka
/// @param unbilledMax
///            US dollars reserved by what waits for Kafka
@Validated
@ConfigurationProperties("sluice.journal")
public record JournalProperties(
        @DefaultValue("journal") Durability durability,
        @DefaultValue("16MB") DataSize segment,
        @DefaultValue("2GB") DataSize bytesMax,
        @DefaultValue("1h") @DurationMin(seconds = 1) @DurationMax(days = 7) Duration ageMax,
        @DefaultValue("1000") @DecimalMin("0.01") @Digits(integer = 9, fraction = 9) String unbilledMax) {

    JournalBounds bounds() {
        return new JournalBounds(bytesMax.toBytes(), ageMax, NanoUsd.parse(unbilledMax));
    }

    JournalSettings settings(int partitions) {
        return new JournalSettings(partitions, Math.toIntExact(segment.toBytes()));
    }
}
