package dev.sluice.relay.dialect;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.pricing.rating.ServedAs;
import dev.sluice.relay.dialect.RequestFacts.Splice;
import dev.sluice.relay.scanning.JsonCursor;
import dev.sluice.relay.scanning.JsonMalformed;

/// Finds the few members of a request body that decide about it, without a tree, and checks that the rest is
/// JSON. Unknown members are never an error; a member that decides may stand only once, or provider and relay
/// could read different values. Not for several threads; reusable.
public final class RequestScanner {

    static final int MODEL_LENGTH_MAX = 256;
    static final int CHOICES_MAX = 128;
    static final int PROMPTS_MAX = 2_048;
    private static final String INCLUDE_USAGE = "\"include_usage\":true";

    private final JsonCursor cursor = new JsonCursor();
    private @Nullable String model;
    private boolean stream;
    private long maxOutput = JsonCursor.ABSENT;
    private long choices = JsonCursor.ABSENT;
    private @Nullable String serviceTier;
    private @Nullable String speed;
    private @Nullable String geography;
    private @Nullable String retention;
    private boolean refersToStored;
    private int prompts;
    private Reasoning reasoning = Reasoning.UNSAID;
    private boolean optionsSeen;
    private @Nullable Splice splice;

    public ScannedRequest scan(Dialect dialect, byte[] json, int from, int to) {
        reset();
        cursor.over(json, from, to);
        if (!cursor.isObject()) {
            return new ScannedRequest.Unreadable("the body must be a JSON object");
        }
        try {
            int bodyStart = cursor.position() + 1;
            members(dialect);
            cursor.finish();
            return scanned(dialect, from, bodyStart);
        } catch (JsonMalformed unreadable) {
            return new ScannedRequest.Unreadable(unreadable.countedFrom(from));
        } catch (RepeatedMember repeated) {
            return new ScannedRequest.Unreadable(String.valueOf(repeated.getMessage()));
        }
    }

    private void reset() {
        model = null;
        stream = false;
        maxOutput = JsonCursor.ABSENT;
        choices = JsonCursor.ABSENT;
        serviceTier = null;
        speed = null;
        geography = null;
        retention = null;
        refersToStored = false;
        prompts = 1;
        reasoning = Reasoning.UNSAID;
        optionsSeen = false;
        splice = null;
    }

    private void members(Dialect dialect) {
        Seen seen = new Seen();
        cursor.enterObject();
        while (cursor.nextKey()) {
            if (cursor.keyIs("model")) {
                seen.once("model");
                model = cursor.string();
            } else if (cursor.keyIs("stream")) {
                seen.once("stream");
                stream = cursor.bool();
            } else if (dialect.body().boundsOutput(cursor)) {
                maxOutput = Math.max(maxOutput, cursor.integer());
            } else {
                rareMember(dialect, seen);
            }
        }
    }

    private void rareMember(Dialect dialect, Seen seen) {
        if (cursor.keyIs("service_tier")) {
            serviceTier = cursor.string();
        } else if (cursor.keyIs("speed")) {
            speed = cursor.string();
        } else if (cursor.keyIs("inference_geo")) {
            geography = cursor.string();
        } else if (cursor.keyIs("prompt_cache_retention")) {
            retention = cursor.string();
        } else if (cursor.keyIs("n") || cursor.keyIs("best_of")) {
            choices = Math.max(choices, cursor.integer());
        } else if (cursor.keyIs("prompt") && dialect.body().promptIsText()) {
            prompts = countPrompts();
        } else if (cursor.keyIs("thinking") || cursor.keyIs("reasoning")) {
            reasoning = reasoning(cursor);
        } else if (cursor.keyIs("reasoning_effort")) {
            reasoning = cursor.text() && cursor.textIs("none") ? Reasoning.OFF : Reasoning.ON;
        } else if (cursor.keyIs("previous_response_id") || cursor.keyIs("conversation") || cursor.keyIs("prompt")
                || cursor.keyIs("container") || cursor.keyIs("mcp_servers")) {
            refersToStored |= !cursor.isNull();
            cursor.skip();
        } else if (cursor.keyIs("stream_options") && dialect.body().tellsUsageOnRequest()) {
            seen.once("stream_options");
            streamOptions();
        } else {
            StoredContent.Finding finding = StoredContent.look(cursor);
            refersToStored |= finding == StoredContent.Finding.REFERS;
        }
    }

    private void streamOptions() {
        optionsSeen = true;
        int valueStart = cursor.position();
        if (!cursor.isObject()) {
            cursor.skip();
            splice = new Splice(valueStart, cursor.position() - valueStart, "{" + INCLUDE_USAGE + "}");
            return;
        }
        cursor.enterObject();
        boolean empty = true;
        boolean decided = false;
        while (cursor.nextKey()) {
            empty = false;
            int memberStart = cursor.position();
            if (cursor.keyIs("include_usage")) {
                decided = true;
                boolean wanted = cursor.bool();
                splice = wanted ? null : new Splice(memberStart, cursor.position() - memberStart, "true");
            } else {
                cursor.skip();
            }
        }
        if (!decided) {
            splice = new Splice(valueStart + 1, 0, empty ? INCLUDE_USAGE : INCLUDE_USAGE + ",");
        }
    }

    /// The splice counted from the first byte of the body, wherever in the array the body lies.
    private @Nullable Splice within(int from) {
        return splice == null ? null : new Splice(splice.offset() - from, splice.removed(), splice.inserted());
    }

    private ScannedRequest scanned(Dialect dialect, int from, int bodyStart) {
        if (model == null || model.isEmpty()) {
            return new ScannedRequest.Unreadable("model: missing (expected: a string)");
        }
        if (model.length() > MODEL_LENGTH_MAX) {
            return new ScannedRequest.Unreadable(
                    "model: " + model.length() + " characters (expected: <= " + MODEL_LENGTH_MAX + ")");
        }
        boolean chatStream = stream && dialect.body().tellsUsageOnRequest();
        if (chatStream && !optionsSeen) {
            splice = new Splice(bodyStart, 0, "\"stream_options\":{" + INCLUDE_USAGE + "},");
        }
        return new ScannedRequest.Readable(new RequestFacts(
                model, stream, maxOutput < 0 ? null : Long.valueOf(maxOutput), boundedChoices(),
                new ServedAs(tier(), speed, geography),
                retention != null && retention.endsWith("h"), refersToStored, reasonsUnseen(dialect),
                chatStream ? within(from) : null));
    }

    /// Null for every way to say "as usual"; a request says `fast` where the answer will say `priority`.
    private @Nullable String tier() {
        return switch (serviceTier) {
            case null -> null;
            case "auto", "default", "standard", "standard_only" -> null;
            case "fast" -> "priority";
            default -> serviceTier;
        };
    }

    private int boundedChoices() {
        return (int) Math.clamp(choices, 1L, CHOICES_MAX) * prompts;
    }

    private boolean reasonsUnseen(Dialect dialect) {
        return switch (reasoning) {
            case ON -> true;
            case OFF -> false;
            case UNSAID -> dialect.body().reasonsUnasked();
        };
    }

    /// A prompt may be one text, one list of token numbers, or a list of either: each gets its own answers.
    private int countPrompts() {
        if (!cursor.isArray()) {
            cursor.skip();
            return 1;
        }
        int several = 0;
        cursor.enterArray();
        while (cursor.nextElement()) {
            several += cursor.isText() || cursor.isArray() ? 1 : 0;
            cursor.skip();
        }
        return Math.clamp(several, 1, PROMPTS_MAX);
    }

    /// What a `thinking` or `reasoning` member says; one that does not switch it off lets the model reason.
    private static Reasoning reasoning(JsonCursor cursor) {
        if (!cursor.isObject()) {
            cursor.skip();
            return Reasoning.UNSAID;
        }
        Reasoning said = Reasoning.ON;
        cursor.enterObject();
        while (cursor.nextKey()) {
            if (cursor.keyIs("type")) {
                said = cursor.text() && cursor.textIs("disabled") ? Reasoning.OFF : said;
            } else if (cursor.keyIs("effort")) {
                said = cursor.text() && cursor.textIs("none") ? Reasoning.OFF : said;
            } else {
                cursor.skip();
            }
        }
        return said;
    }

    private enum Reasoning {
        UNSAID, OFF, ON
    }

    /// Which of the deciding members stood already.
    private static final class Seen {

        private String names = "";

        void once(String name) {
            String mark = "|" + name + "|";
            if (names.contains(mark)) {
                throw new RepeatedMember(name);
            }
            names = names.concat(mark);
        }
    }

    private static final class RepeatedMember extends RuntimeException {

        private static final long serialVersionUID = 1;

        RepeatedMember(String name) {
            super(name + ": given twice (expected: once)", null, false, false);
        }
    }
}
