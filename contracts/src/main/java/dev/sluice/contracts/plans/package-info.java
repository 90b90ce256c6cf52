/// Plans: what an account may use by default and how it pays.
@NullMarked
package dev.sluice.contracts.plans;

import org.jspecify.annotations.NullMarked;
