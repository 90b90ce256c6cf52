/// The files of `deploy` agree with the applications they deploy.
@NullMarked
package dev.sluice.quickstart.deploy;

import org.jspecify.annotations.NullMarked;
