/// What anybody may read: configuration, status, operations under way, health, the browser application.
@NullMarked
package dev.sluice.api.status;

import org.jspecify.annotations.NullMarked;
