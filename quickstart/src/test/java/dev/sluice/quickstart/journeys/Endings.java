package dev.sluice.quickstart.journeys;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

import dev.sluice.quickstart.journeys.TopicReader.Message;
import dev.sluice.quickstart.platform.LocalPlatform;

import static org.assertj.core.api.Assertions.assertThat;

/// What the topics alone say about how requests ended: which were reserved, which event ended each, what each
/// was charged.
record Endings(Map<String, JsonNode> reserved, Map<String, List<Message>> terminals, Map<String, JsonNode> progress,
        Map<String, List<JsonNode>> rated) {

    private static final Set<String> TERMINAL = Set.of("UsageSettled", "UsageFailed", "UsageAbandoned");

    static Endings read(LocalPlatform platform, List<Person> people) {
        Set<String> users = users(people);
        var reader = new TopicReader(platform);
        var read = new Endings(new LinkedHashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
        reader.read("account.events.v1", users).forEach(read::add);
        reader.read("usage.rated.v1", users).forEach(message -> read.rated
                .computeIfAbsent(message.text("requestId"), _ -> new ArrayList<>()).add(message.value()));
        return read;
    }

    static Set<String> users(List<Person> people) {
        return people.stream().map(person -> person.signedIn().userId()).collect(Collectors.toSet());
    }

    private void add(Message message) {
        String request = message.text("requestId");
        String type = shortName(message.type());
        if (type.equals("UsageReserved")) {
            reserved.putIfAbsent(request, message.value());
        } else if (type.equals("UsageExtended") && message.value().hasNonNull("progress")) {
            progress.put(request, message.value().path("progress"));
        } else if (TERMINAL.contains(type)) {
            var ends = terminals.computeIfAbsent(request, _ -> new ArrayList<>());
            // A forwarder that was killed before it read an acknowledgement sends the same event again.
            if (ends.stream().noneMatch(end -> end.text("eventId").equals(message.text("eventId")))) {
                ends.add(message);
            }
        }
    }

    private static String shortName(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    List<String> open() {
        return reserved.keySet().stream().filter(request -> !terminals.containsKey(request)).toList();
    }

    /// Each reserved request has one ending and one rated record, charged by architecture D14; nothing else has.
    void assertEachEndsOnceByD14() {
        assertThat(open()).as("reserved and never ended").isEmpty();
        assertThat(reserved.keySet()).as("ended, but never reserved").containsAll(terminals.keySet());
        terminals.forEach((request, ends) -> {
            assertThat(ends).as("endings of " + request).hasSize(1);
            List<JsonNode> charges = rated.getOrDefault(request, List.of());
            assertThat(charges).as("charges of " + request).hasSize(1);
            assertCharged(request, ends.getFirst(), charges.getFirst());
        });
        assertThat(rated.keySet()).as("charged, but never ended").isSubsetOf(terminals.keySet());
    }

    private void assertCharged(String request, Message end, JsonNode charge) {
        switch (shortName(end.type())) {
            case "UsageSettled" -> {
                assertThat(charge.path("tokens")).as(request).isEqualTo(end.value().path("tokens"));
                assertThat(charge.path("basis")).as(request).isEqualTo(end.value().path("basis"));
            }
            case "UsageFailed" -> assertThat(charge.path("chargeNanoUsd").asLong()).as(request).isZero();
            case "UsageAbandoned" -> {
                assertThat(charge.path("basis").asString()).as(request).isEqualTo("ABANDONED");
                assertThat(charge.path("tokens")).as(request).isEqualTo(lastKnown(request, end.value()));
            }
            default -> throw new IllegalStateException(end.type());
        }
    }

    /// The last progress, else the input estimate.
    private JsonNode lastKnown(String request, JsonNode abandoned) {
        if (abandoned.hasNonNull("progress")) {
            return abandoned.path("progress");
        }
        JsonNode known = progress.get(request);
        if (known != null) {
            return known;
        }
        var input = Objects.requireNonNull(reserved.get(request)).path("estimate").deepCopy().asObject();
        return input.put("output", 0).put("reasoning", 0);
    }

    /// How many requests ended how, for people who read the output of a run.
    Map<String, Long> counts() {
        return terminals.values().stream().map(List::getFirst)
                .collect(Collectors.groupingBy(end -> (shortName(end.type()) + " " + end.text("basis")).strip(),
                        TreeMap::new, Collectors.counting()));
    }

    /// The sum of all charges, in nano-dollars.
    long chargedNanoUsd() {
        return rated.values().stream().flatMap(List::stream).mapToLong(each -> each.path("chargeNanoUsd").asLong())
                .sum();
    }
}
