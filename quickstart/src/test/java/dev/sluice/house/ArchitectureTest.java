package dev.sluice.house;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;

import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/// Who may know whom, and what no code of ours may do. See ARCHITECTURE.md for the drawing.
class ArchitectureTest {

    private static final JavaClasses CODE = Checkout.classes();

    @Test
    void contractsStandAlone() {
        noClasses().that().resideInAPackage("dev.sluice.contracts..")
                .should().dependOnClassesThat().resideInAnyPackage("org.springframework..", "dev.sluice.api..",
                        "dev.sluice.relay..", "dev.sluice.streams..", "dev.sluice.billing..", "dev.sluice.quickstart..")
                .because("every module speaks this language; it may speak no other").check(CODE);
    }

    @Test
    void applicationsMeetOnlyInContracts() {
        slices().matching("dev.sluice.(api|relay|streams|billing|quickstart)..").should().notDependOnEachOther()
                .check(CODE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"contracts", "api", "relay", "streams", "billing", "quickstart"})
    void featuresHaveNoCircles(String module) {
        slices().matching("dev.sluice." + module + ".(*)..").should().beFreeOfCycles().check(CODE);
    }

    @Test
    void theDomainDoesNotKnowItsTools() {
        noClasses().that().resideInAnyPackage("dev.sluice.contracts.(account|admission|identity|ids|journal|money)..",
                "dev.sluice.contracts.(pricing|plans|query|rated|usage)..", "dev.sluice.streams.accounts..",
                "dev.sluice.relay.(dialect|scanning)..")
                .should().dependOnClassesThat().resideInAnyPackage("org.springframework..", "org.apache.kafka..",
                        "io.lettuce..", "io.netty..", "java.net.http..")
                .because("a decision is a function of its arguments").check(CODE);
    }

    @Test
    void timeIsInjected() {
        noClasses().should().callMethod(Instant.class, "now")
                .orShould().callMethod(LocalDate.class, "now")
                .orShould().callMethod(LocalDateTime.class, "now")
                .orShould().callMethod(OffsetDateTime.class, "now")
                .orShould().callMethod(ZonedDateTime.class, "now")
                .orShould().callMethod(System.class, "currentTimeMillis")
                .orShould().callMethod(Clock.class, "systemUTC")
                .because("take an InstantSource").check(CODE);
    }

    @Test
    void onlyWhatWiresAnApplicationReadsTheSystemClock() {
        noClasses().that().haveNameNotMatching(".*(Application|Wiring|Main|LocalPlatform)").should()
                .callMethod(InstantSource.class, "system").because("it hands the clock to all others")
                .check(CODE);
    }

    @Test
    void valuesNeverChange() {
        fields().that().areDeclaredInClassesThat().resideInAPackage("dev.sluice.contracts..")
                .and().areDeclaredInClassesThat().resideOutsideOfPackage("dev.sluice.contracts.journal..")
                .should().beFinal().check(CODE);
    }

    @Test
    void controllersAreNobodysDependency() {
        classes().that().haveSimpleNameEndingWith("Controller").should().notBePublic().allowEmptyShould(true)
                .check(CODE);
    }

    @Test
    void namesSaySomething() {
        noClasses().should().haveNameMatching(
                ".*\\.[^.]*(Impl|Util|Utils|Helper|Manager|Dto|DTO)|.*\\.(Abstract|Base)[A-Z][^.]*").check(CODE);
    }

    @Test
    void everyPackageSaysWhatItIsAndKnowsNoNulls() {
        classes().that().haveSimpleName("package-info")
                .should().beAnnotatedWith("org.jspecify.annotations.NullMarked").check(CODE);
    }

    @Test
    void nothingIsInjectedIntoFieldsOrPrintedToStandardStreams() {
        NO_CLASSES_SHOULD_USE_FIELD_INJECTION.check(CODE);
        noClasses().that().resideOutsideOfPackage("dev.sluice.quickstart..")
                .should(ACCESS_STANDARD_STREAMS).check(CODE);
    }
}
