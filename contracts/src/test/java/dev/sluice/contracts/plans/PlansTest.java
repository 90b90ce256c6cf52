package dev.sluice.contracts.plans;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.sluice.contracts.configuration.ConfigurationFault;
import dev.sluice.contracts.identity.Budgets;
import dev.sluice.contracts.identity.Limits;
import dev.sluice.contracts.identity.PlanMode;
import dev.sluice.contracts.money.NanoUsd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PlansTest {

    @Test
    void shipsFivePlansOfWhichPeopleGetTheFirst() {
        assertThat(Plans.SHIPPED.all()).extracting(Plan::id)
                .isEqualTo(List.of("free", "basic", "pro", "strict", "postpaid"));
        assertThat(Plans.SHIPPED.first().id()).isEqualTo("free");
        assertThat(Plans.SHIPPED.find("gold")).isEmpty();
        assertThat(Plans.of(null)).isEqualTo(Plans.SHIPPED);
    }

    @Test
    void strictDiffersFromFreeInItsModeAlone() {
        Plan free = Plans.SHIPPED.first();

        assertThat(Plans.SHIPPED.find("strict"))
                .contains(new Plan("strict", PlanMode.STRICT, free.limits(), free.budgets(), NanoUsd.ZERO));
    }

    @Test
    void aFileStandsInThePlaceOfAllOfThem(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("plans.yml");
        Files.writeString(file, """
                plans:
                  - id: house
                    mode: postpaid
                    limits: {tokensPerMonth: 5000000}
                    budgets: {dayUsd: 12.5, totalUsd: "100"}
                    creditLimitUsd: 20
                """);

        assertThat(Plans.of(file).all()).containsExactly(new Plan("house", PlanMode.POSTPAID,
                new Limits(null, null, null, 5_000_000L, null),
                new Budgets(null, NanoUsd.parse("12.5"), null, null, NanoUsd.parse("100")), NanoUsd.parse("20")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "id: free, mode: Chunked | line 1, plans[0].mode: Chunked (expected: strict, chunked or postpaid)",
            "id: Free, mode: chunked | plans[0].id: Free (expected: [a-z]",
            "id: free, mode: chunked, rpm: 5 | plans[0].rpm: not known (expected: one of",
            "id: free, mode: chunked, limits: {rpm: 0} | plans[0].limits.rpm: 0 (expected: a whole number from 1",
            "id: free, mode: chunked, budgets: {dayUsd: -1} | plans[0].budgets.dayUsd: -1 (expected: dollars",
            "id: free, mode: chunked, creditLimitUsd: 5 | plan free: creditLimit=$5",
            "id: free, mode: postpaid | plan free: creditLimit=$0"})
    void whatIsWrongIsSaidWithItsPlace(String fields, String fault, @TempDir Path folder) throws IOException {
        Path file = folder.resolve("plans.yml");
        Files.writeString(file, "plans: [{" + fields + "}]");

        assertThatThrownBy(() -> Plans.of(file)).isInstanceOf(ConfigurationFault.class)
                .hasMessageStartingWith(file + " ").hasMessageContaining(fault);
    }

    @Test
    void aPlanStandsInTheFileOnce(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("plans.yml");
        Files.writeString(file, "plans: [{id: free, mode: chunked}, {id: free, mode: strict}]");

        assertThatThrownBy(() -> Plans.of(file)).hasMessageContaining("an id that no other plan has");
        assertThatThrownBy(() -> Plans.of(folder.resolve("none.yml"))).hasMessageContaining("cannot be read");
    }

    @Test
    void aPrepaidPlanGivesNoCredit() {
        assertThatThrownBy(() -> new Plan("odd", PlanMode.CHUNKED, Limits.NONE, Budgets.NONE, NanoUsd.of(1)))
                .hasMessageContaining("plan odd: creditLimit=$0.000000001 in mode CHUNKED");
    }
}
