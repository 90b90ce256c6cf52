package dev.sluice.contracts.identity;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.sluice.contracts.json.SluiceJson;

/// CloudEvents binary mode of identity: the type in the header `ce_type`, commands and events as JSON in the
/// value.
public final class IdentityCodec {

    public static final String COMMAND_PREFIX = "dev.sluice.identity.command.";
    public static final String EVENT_PREFIX = "dev.sluice.identity.";
    /// Header of a command: the fingerprint that its result repeats.
    public static final String FINGERPRINT = "sluice-fingerprint";

    private static final Map<String, Class<?>> COMMANDS = named(IdentityCommand.class.getPermittedSubclasses(),
            COMMAND_PREFIX);
    private static final Map<String, Class<?>> EVENTS = named(IdentityEvent.class.getPermittedSubclasses(),
            EVENT_PREFIX);

    private IdentityCodec() {}

    public static String type(IdentityCommand command) {
        return COMMAND_PREFIX + command.getClass().getSimpleName();
    }

    public static String type(IdentityEvent event) {
        return EVENT_PREFIX + event.getClass().getSimpleName();
    }

    /// Commands, events and views alike.
    public static byte[] encode(Record value) {
        return SluiceJson.mapper().writeValueAsBytes(value);
    }

    /// Throws `IllegalArgumentException` for an unknown type and `JacksonException` for a value that is not
    /// such a command.
    public static IdentityCommand command(String type, byte[] json) {
        return SluiceJson.mapper().readValue(json, require(COMMANDS, type).asSubclass(IdentityCommand.class));
    }

    /// Throws as [#command] does.
    public static IdentityEvent event(String type, byte[] json) {
        return SluiceJson.mapper().readValue(json, require(EVENTS, type).asSubclass(IdentityEvent.class));
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        Class<?>[] cases = type.getPermittedSubclasses();
        return cases == null ? Stream.of(type) : Stream.of(cases).flatMap(IdentityCodec::leaves);
    }

    private static Class<?> require(Map<String, Class<?>> types, String type) {
        Class<?> found = types.get(type);
        if (found == null) {
            throw new IllegalArgumentException("ce_type: " + type + " (expected: one of " + types.keySet() + ")");
        }
        return found;
    }

    private static Map<String, Class<?>> named(Class<?>[] types, String prefix) {
        return Stream.of(types).flatMap(IdentityCodec::leaves)
                .collect(Collectors.toUnmodifiableMap(type -> prefix + type.getSimpleName(), type -> type));
    }
}
