/// Money in and out: publishes the price book, gives credit, answers what an account holds and where it went.
@NullMarked
package dev.sluice.billing;

import org.jspecify.annotations.NullMarked;
