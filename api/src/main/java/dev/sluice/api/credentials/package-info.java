/// What lets a person in, and how it is replaced: password, e-mail address.
@NullMarked
package dev.sluice.api.credentials;

import org.jspecify.annotations.NullMarked;
