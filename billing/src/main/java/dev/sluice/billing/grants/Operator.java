package dev.sluice.billing.grants;

import org.jspecify.annotations.Nullable;

/// Who wants credit given or taken back: the administrator whom `api` let in, or a service.
final class Operator {

    static final String PATTERN = "internal|cu_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    static final String MESSAGE = "must be internal, or cu_ and a UUID";
    private static final String SERVICES = "internal";

    private Operator() {}

    static String of(@Nullable String by) {
        return by == null ? SERVICES : by;
    }
}
